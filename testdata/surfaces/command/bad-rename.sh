curl -sS -X POST "https://kms.eu-de.otc.t-systems.com/v1.0/${PROJECT}/kms/update-key-alias" \
  -H "X-Auth-Token: $TOKEN" -H 'Content-Type: application/json' \
  -d '{"key_id": "6c1f0b52-3a9e-4d87-b2c4-51e0f9a7d638", "key_alias": "archive/default"}'
