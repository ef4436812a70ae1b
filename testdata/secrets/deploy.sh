export ALIBABA_CLOUD_ACCESS_KEY_SECRET=c4n4ry
SECRET=c4n4ry-variable
PLAIN="c4n4ry-plain $SECRET"
aliyun kms CreateSecret --access-key-secret c4n4ry --SecretName acs/a --SecretData c4n4ry --VersionId v1 --Typo 1
aliyun kms CreateSecret --SecretName acs/b --SecretData "$SECRET" --VersionId "$PLAIN" --Typo 1
aliyun kms CreateSecret --SecretName acs/c --SecretData="$(cat <<END
c4n4ry in a document
END
)" --VersionId v1 --Typo 1
aliyun kms Encrypt --KeyId k --Plaintext "$PLAIN" --Typo 1 # c4n4r
curl 'https://kms.cn-hangzhou.aliyuncs.com/?Action=CreateSecret&SecretName=acs/d&SecretData=c4n4ry&VersionId=v1&Typo=1&AccessKeySecret=c4n4ry'
curl -u admin:c4n4ry -H 'X-Auth-Token: c4n4ry' https://kms.eu-de.otc.t-systems.com/v1.0/p/kms/encrypt-data -d '{"key_id": "k", "plain_text": "c4n4ry", "typo": 1}'
curl -H "Authorization: Bearer c4n4ry" https://user:c4n4ry@kms.eu-de.otc.t-systems.com/v1.0/p/kms/encrypt-data -d "{\"key_id\": \"k\", \"plain_text\": \"$SECRET\", \"typo\": 1}"
openstack --os-password c4n4ry token issue && aliyun kms CreateAlias --AliasName "x/$SECRET" --KeyId "$PLAIN"
