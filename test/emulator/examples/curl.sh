#!/bin/sh
# The emulator from a shell: start it with `npx --no-install ledgerless-emulator`, then `sh curl.sh`.
set -eu
base=${1:-http://127.0.0.1:4010}

ask() {
  curl --silent --show-error --request POST "$base$1" \
    --header 'Content-Type: application/json' \
    --header 'PLAID-CLIENT-ID: any' --header 'PLAID-SECRET: any' --data "$2"
  echo
}

# A linked bank, without Link.
item=$(ask /control/items/create '{ "institution_id": "ins_900001", "person": "couple" }')
token=$(echo "$item" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

# Plaid's own calls.
ask /accounts/get "{ \"access_token\": \"$token\" }"

# The bank is down for one call.
ask /control/faults/create '{ "kind": "error", "code": "INSTITUTION_DOWN", "path": "/accounts/get", "times": 1 }'
ask /accounts/get "{ \"access_token\": \"$token\" }"
ask /accounts/get "{ \"access_token\": \"$token\" }"

ask /control/reset '{}'
