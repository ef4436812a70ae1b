#!/bin/sh
if true; then
    # kmslint: ignore[alias-length] deeper than the command below
  aliyun kms CreateAlias --AliasName alias/orders --KeyId c2a7e51b-3f0d-4e68-9b14-5d7f8a60e913
  # kmslint: ignore[alias-length] the last command

fi
