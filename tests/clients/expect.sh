# What clients' files expect; they source this. Each ends the file with the reason where it does not hold.

# succeeds WHAT COMMAND...; its output is in $output.
succeeds() {
  local what=$1
  shift
  output=$("$@" 2>&1) || { printf '%s: ended with %s\n%s\n' "$what" "$?" "$output"; exit 1; }
}

# fails WHAT COMMAND...; its output is in $output.
fails() {
  local what=$1
  shift
  if output=$("$@" 2>&1); then printf '%s: did not fail\n%s\n' "$what" "$output"; exit 1; fi
}

# has TEXT: it is in $output.
has() { grep -qF -- "$1" <<<"$output" || { printf '%s is not in:\n%s\n' "$1" "$output"; exit 1; }; }

# lacks TEXT: it is not in $output.
lacks() { ! grep -qF -- "$1" <<<"$output" || { printf '%s is in:\n%s\n' "$1" "$output"; exit 1; }; }
