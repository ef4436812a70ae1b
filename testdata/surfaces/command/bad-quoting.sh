#!/bin/bash
# Bare words lose their quotes, single quotes inside are not JSON, and a line may go on.
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz6a1b2c3d4e5f6g7h8i --BindVpcs [{"VpcId":"vpc-bp1q2w3e4r5t6y7u8i9o0"}]
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz6a1b2c3d4e5f6g7h8j --BindVpcs "[{'VpcId':'vpc-bp1q2w3e4r5t6y7u8i9o0'}]"
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz6a1b2c3d4e5f6g7h8k --BindVpcs \
	'[{"VpcId":"vpc-bp1q2w3e4r5t6y7u8i9o0","VSwitchId":"'"$VSWITCH"'","RegionId":"cn-hangzhou","VpcOwnerId":"'$OWNER'"}'
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz6a1b2c3d4e5f6g7h8l --BindVpcs $'[{"VpcId":"vpc-bp1q2w3e4r5t6y7u8i9o0",\n"VSwitchId":"vsw-bp1z2x3c4v5b6n7m8q9w0","OwnerId":1}]'
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz6a1b2c3d4e5f6g7h8m --bindVpcs '[]'
aliyun kms update-kms-instance-bind-vpc --kms-instance-id kst-hzz6a1b2c3d4e5f6g7h8n --bind-vpcs '[]'
