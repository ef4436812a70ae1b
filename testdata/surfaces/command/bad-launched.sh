#!/bin/bash
# However a call is launched, it is the same call.
sudo -u deploy aliyun kms CreateAlias --AliasName one --KeyId "$KEY"
timeout 30 /usr/local/bin/aliyun kms CreateAlias --AliasName=two --KeyId="$KEY"
bash -euo pipefail -c 'aliyun kms CreateAlias --AliasName three --KeyId "$1"' _ "$KEY"
ssh -i id_rsa deploy@bastion "aliyun kms CreateAlias --AliasName four --KeyId $KEY"
eval "aliyun kms CreateAlias --AliasName five --KeyId $KEY"
docker run --rm -e PROFILE=prod acme/tools aliyun kms CreateAlias --AliasName six --KeyId "$KEY"
printf '%s\n' "$KEY" | xargs -I{} aliyun kms CreateAlias --AliasName seven/{} --KeyId {}
if ! CREATED=$(ALIBABA_CLOUD_PROFILE=prod aliyun kms CreateAlias --AliasName eight --KeyId "$KEY" 2>&1); then exit 1; fi
bash <<'SCRIPT'
aliyun kms CreateAlias --AliasName nine --KeyId "$KEY"
SCRIPT
