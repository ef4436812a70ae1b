#!/usr/bin/env bash
set -euo pipefail
ID=kst-hzz6a1b2c3d4e5f6g7h8i

# The shop's VPC, then the one of billing: the second call drops the first one's.
aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou \
  --KmsInstanceId "$ID" \
  --BindVpcs '[{"VpcId":"vpc-bp1q2w3e4r5t6y7u8i9o0","VSwitchId":"vsw-bp1z2x3c4v5b6n7m8q9w0","RegionId":"cn-hangzhou","VpcOwnerId":1286005371992043}]'
aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId "$ID" \
  --BindVpcs "[{\"VpcId\":\"vpc-bp1a2s3d4f5g6h7j8k9l0\",\"VswitchId\":\"vsw-bp1p0o9i8u7y6t5r4e3w2\",\"RegionId\":\"cn-shanghai\",\"VpcOwnerId\":$OWNER}]"

aliyun kms create-alias --alias-name reports --key-id 0e478b7a-4262-4802-b8cb-00d3fb401299
aliyun ecs ModifyDiskDefaultKMSKeyId --RegionId cn-hangzhou --KmsKeyId 0e478b7a-4262-4802-b8cb-00d3fb401299
aliyun kms ListKeys --region cn-hangzhou
