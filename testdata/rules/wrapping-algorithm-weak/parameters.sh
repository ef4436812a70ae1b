#!/bin/sh
curl -X POST "https://kms.eu-de.otc.t-systems.com/v1.0/$PROJECT/kms/get-parameters-for-import" \
  -H "X-Auth-Token: $TOKEN" \
  -d '{"key_id": "c2a7e51b-3f0d-4e68-9b14-5d7f8a60e913", "wrapping_algorithm": "RSAES_OAEP_SHA_1"}'
