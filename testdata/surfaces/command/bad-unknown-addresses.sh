#!/bin/sh
curl -sS "$HOST/v1.0/$PROJECT/kms/create-kye" -d '{"key_alias": "archive"}'
curl -sS --header "$AUTH" "$URL" -d '{"key_id": "1f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_alias": "archive/default"}'
curl -X POST "https://evs.eu-de.otc.t-systems.com/v2/$PROJECT/cloudvolumes" -d '{"volume": {"size": 10, "metadata": {"__system__encrypted": "1"}}}'
curl "$ENDPOINT" -H "x-acs-version: 2016-01-20" -H "x-acs-action: CreateAlias" --data-urlencode "KeyId=$KEY" --data-urlencode "AliasName=archive"
