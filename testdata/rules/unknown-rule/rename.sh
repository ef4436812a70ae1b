#!/bin/sh
# kmslint: ignore[alias-default-sufix] the name is historical
curl -X POST https://kms.eu-de.otc.t-systems.com/v1.0/$PROJECT/kms/update-key-alias -d '{"key_id": "c2a7e51b-3f0d-4e68-9b14-5d7f8a60e913", "key_alias": "ledger/default"}'
