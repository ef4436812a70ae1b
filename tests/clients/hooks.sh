# The story of a repository with our hooks; the files of pre-commit and prek source this after naming $tool.

. "$CLIENTS/expect.sh"
. "$CLIENTS/wheel.sh"
echo "version: $("$tool" --version)"
ls "$wheels"/kmslint-*.whl >/dev/null 2>&1 || build_wheel

# Everything comes from the folder of the wheel: nothing may be built, and nothing may come from elsewhere.
[ -n "$(ls "$wheels"/setuptools-*.whl 2>/dev/null)" ] ||
  pip download --quiet --disable-pip-version-check --no-deps --dest "$wheels" setuptools
export PIP_NO_INDEX=1 PIP_FIND_LINKS=$wheels UV_NO_INDEX=1 UV_FIND_LINKS=$wheels
export PRE_COMMIT_HOME=$PWD/home PREK_HOME=$PWD/home
mkdir no-compiler
for program in cargo rustc; do
  printf '#!/bin/sh\necho "a hook needs no compiler" >&2\nexit 1\n' >"no-compiler/$program"
done
chmod +x no-compiler/*
export PATH=$PWD/no-compiler:$PATH

# The hook's source: this repository as it is, with the tag of a release.
git clone --quiet "$ROOT" source
cp "$ROOT/.pre-commit-hooks.yaml" "$ROOT/pyproject.toml" source/
git -C source add .pre-commit-hooks.yaml pyproject.toml
git -C source commit --quiet --allow-empty --message "the files as they are"
git -C source tag v0.1.0

git init --quiet repository
cp -r "$CLIENTS/hooks/." repository/
source=$PWD/source
cd repository
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $source
    rev: v0.1.0
    hooks:
      - id: kmslint
      - id: kmslint-fix
        stages: [manual]
YAML
"$tool" install >/dev/null

commit() { git add --all && git commit --message "$1"; }
undo() { git reset --quiet --hard; }

succeeds "a commit without findings" commit "the start"
has Passed

sed -i 's|name *= "orders"|name = "orders.v2"|' prod/main.tf
fails "a wrong value in the caller" commit "a name with a dot"
has alias-illegal-characters
has prod/main.tf
undo

sed -i 's|"alias/${var.name}"|var.name|' modules/key/main.tf
fails "a change of the module only" commit "the module adds no prefix"
has alias-without-prefix
has prod/main.tf
[ "$(git log --oneline | wc -l)" -eq 1 ]
undo

printf 'aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName reports\n' >>bin/rename
fails "a script without an ending" commit "a wrong script"
has bin/rename
fails "the fix changes a file" "$tool" run kmslint-fix --hook-stage manual
has "modified by this hook"
grep -q -- '--AliasName alias/reports' bin/rename
succeeds "the fixed script" commit "the fixed script"
has Passed

sed -i 's|1.233.1|1.210.0|' prod/.terraform.lock.hcl
fails "a change of the lock file only" commit "an older provider"
has argument-needs-newer-provider
undo

printf '{"name": "web", "version": "1.0.0"}\n' >package.json
printf 'all:\n\ttrue\n' >Makefile
succeeds "files of others" commit "a package and a Makefile"
has Passed
sed -i 's|name *= "orders"|name = "orders.v2"|' prod/main.tf
printf '{"name": "web", "version": "1.0.1"}\n' >package.json
fails "one of ours among files of others" commit "both"
lacks package.json
undo

# However many files there are, one process gets them: what many callers bring about is reported once.
for number in $(seq 100); do
  mkdir "prod-$number"
  printf 'module "key" {\n  source = "../modules/key"\n  name   = "orders-%s"\n}\n' "$number" >"prod-$number/main.tf"
done
sed -i 's|"alias/${var.name}"|var.name|' modules/key/main.tf
fails "many files" commit "many files"
[ "$(grep -c 'error\[alias-without-prefix\]' <<<"$output")" -eq 1 ] || { echo "reported more than once: $output"; exit 1; }
