aliyun kms CreateKey --RegionId <region> --Description x
aliyun kms CreateKey --region <region-id> --Origin Aliyun_KMS
aliyun kms DescribeKey --KeyId <key-id> --RegionId cn-hangzhou
