# Nothing here is certain, so there is nothing to say.
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId "$1" --BindVpcs "$(cat bindings.json)"
aliyun kms CreateAlias --AliasName "alias/$TEAM" --KeyId $KEY
aliyun kms CreateKey $OPTIONS
echo "aliyun kms CreateAlias --AliasName bad"
