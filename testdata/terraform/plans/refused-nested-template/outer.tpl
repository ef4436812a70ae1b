${templatefile("inner.tpl", {})}
