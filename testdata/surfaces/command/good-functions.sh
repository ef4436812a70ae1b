#!/bin/bash
set -euo pipefail
NAME=reports
[[ ${1:-} == prod ]] && NAME=prod.reports

bind() {
  local instance=$1 bindings=$2
  aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId "$instance" --BindVpcs "$bindings"
}

bind "$INSTANCE" "$(cat bindings.json)"
aliyun kms CreateAlias --AliasName "alias/${NAME}" --KeyId "$KEY"
aliyun kms CreateAlias --AliasName "$(date +%Y)" --KeyId "$KEY" "$@"
OPTIONS=(--KeyId "$KEY")
OPTIONS+=(--AliasName "$NAME")
aliyun kms CreateAlias "${OPTIONS[@]}"
printf '%s\n' a b | xargs -I% aliyun kms CreateAlias --AliasName alias/% --KeyId "$KEY"
