# What the files of editors and their protocol share; they source this.

. "$CLIENTS/expect.sh"

# The server is started as the documents say: by its name.
mkdir -p bin
ln -sf "$KMSLINT" bin/kmslint
export PATH=$PWD/bin:$PATH

# begin: a fresh project in the folder `project`.
begin() {
  rm -rf project
  cp -r "$CLIENTS/editors/workspace" project
  git init --quiet project
}

# snippet HEADING LANGUAGE: the blocks of code in a language that docs/editors.md has below a heading.
snippet() {
  awk -v heading="## $1" -v fence="\`\`\`$2" '
    /^## / { here = ($0 == heading) }
    $0 == "```" { inside = 0 }
    inside
    here && $0 == fence { inside = 1 }' "$ROOT/docs/editors.md" >snippet
  [ -s snippet ] || { echo "docs/editors.md has no $2 below $1" >&2; exit 1; }
  cat snippet
}

# A server that is wrong: each place that it names is a line too low. What an editor's file expects must not hold of it.
astray() {
  rm bin/kmslint
  cp "$CLIENTS/editors/astray" bin/kmslint
}
