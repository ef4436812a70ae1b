;;; What a user of Emacs does with alias.tf. -*- lexical-binding: t -*-

(require 'flymake)
(setq eglot-sync-connect 10
      eglot-confirm-server-initiated-edits nil
      backup-inhibited t)

(defun expect (holds format &rest values)
  "End with what is wrong unless something HOLDS: FORMAT with VALUES."
  (unless holds
    (message "%s" (apply #'format format values))
    (kill-emacs 1)))

(defun wait (what is-there)
  "Wait for WHAT until IS-THERE."
  (let ((tries 0))
    (while (and (< tries 500) (not (funcall is-there)))
      (accept-process-output nil 0.02)
      (setq tries (1+ tries)))
    (expect (funcall is-there) "%s does not come" what)))

(defun wait-for (count when)
  "Wait until there are COUNT diagnostics, WHEN something was done."
  (wait (format "%s diagnostics when %s" count when)
        (lambda () (flymake-start) (= (length (flymake-diagnostics)) count))))

(defun after-a-command ()
  "What the command loop does, also when nothing is typed for a while: a batch has none."
  (run-hooks 'post-command-hook)
  (when (eglot-current-server) (eglot--signal-textDocument/didChange)))

(find-file (pop command-line-args-left))
(expect (eq major-mode 'terraform-mode) "the mode is %s" major-mode)
(after-a-command)
(wait "a server" #'eglot-current-server)

;; Opened: the place is that of the value behind a letter of several bytes.
(wait-for 1 "opened")
(let* ((found (car (flymake-diagnostics)))
       (text (buffer-substring-no-properties (flymake-diagnostic-beg found) (flymake-diagnostic-end found))))
  (expect (equal text "\"orders\"") "the diagnostic is at %S" text)
  (expect (eq (flymake-diagnostic-type found) 'eglot-error) "it is a %s" (flymake-diagnostic-type found))
  (expect (string-search "alias-without-prefix" (flymake-diagnostic-text found)) "it says %s" (flymake-diagnostic-text found)))

;; The first action is the fix; a user would choose it in a menu.
(goto-char (point-min))
(search-forward "alias_name = \"or")
(let* ((actions (eglot-code-actions (point) (point) "quickfix"))
       (fix (seq-find (lambda (action) (eq (plist-get action :isPreferred) t)) actions)))
  (expect fix "no action is preferred: %S" actions)
  (eglot--apply-workspace-edit (plist-get fix :edit)))
(after-a-command)
(expect (string-search "alias_name = \"alias/orders\"" (buffer-string)) "the fix makes %s" (buffer-string))
(wait-for 0 "it is fixed")

;; Typed, and saved.
(goto-char (point-min))
(search-forward "alias/")
(replace-match "")
(after-a-command)
(wait-for 1 "it is broken")
(undo-boundary)
(insert "alias/")
(after-a-command)
(save-buffer)
(wait-for 0 "it is saved")

;; Eglot waits for the answer to `shutdown', and does not wait for the server to end by itself.
(eglot-shutdown (eglot-current-server))
(message "all of it")
(kill-emacs 0)

;;; emacs.el ends here
