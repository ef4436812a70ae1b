#!/bin/sh
KEY=key-hzz630494463ejqjx9abc

create_alias() {
	aliyun kms CreateAlias --AliasName "$1.alias" --KeyId $KEY
}

rename() (
  aliyun kms create-alias --alias-name reports --key-id "$KEY" || return 1
)

case "$1" in
  prod) create_alias prod && aliyun kms CreateAlias --AliasName "prod/reports" --KeyId "$KEY" ;;
  *) for stage in dev test; do create_alias "$stage"; done ;;
esac
