nullable_default = null
not_nullable     = null
