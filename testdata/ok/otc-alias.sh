#!/bin/sh
# usage: otc-alias.sh KEY_ID NEW_ALIAS
set -eu

: "${OS_TOKEN:?}" "${OS_PROJECT_ID:?}"
base="https://kms.eu-de.otc.t-systems.com/v1.0/$OS_PROJECT_ID/kms"

call() {
  curl --fail --silent --show-error \
    --header "X-Auth-Token: $OS_TOKEN" \
    --header 'Content-Type: application/json' \
    "$@"
}

state=$(call "$base/describe-key" --data "{\"key_id\": \"$1\"}" | jq -r .key_info.key_state)
if [ "$state" = 4 ]; then
  call "$base/cancel-key-deletion" -d '{"key_id": "'"$1"'"}'
  call "$base/enable-key" -d '{"key_id": "'"$1"'"}'
fi

curl -sf -X POST "https://kms.eu-de.otc.t-systems.com/v1.0/$OS_PROJECT_ID/kms/update-key-alias" \
  -H "X-Auth-Token: $OS_TOKEN" \
  -H 'Content-Type: application/json' \
  -d "{\"key_id\": \"$1\", \"key_alias\": \"$2\"}"

curl -sf -X POST "$base/schedule-key-deletion" \
  -H "X-Auth-Token: $OS_TOKEN" -H 'Content-Type: application/json' \
  --data @- <<JSON
{"key_id": "$1", "pending_days": "${PENDING_DAYS:-30}"}
JSON
