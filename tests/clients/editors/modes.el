;;; The modes of files, which packages of their own bring: all that counts here is what they are called. -*- lexical-binding: t -*-

(package-initialize)
(define-derived-mode terraform-mode prog-mode "Terraform")
(add-to-list 'auto-mode-alist '("\\.tf\\'" . terraform-mode))

;;; modes.el ends here
