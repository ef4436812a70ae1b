#!/usr/bin/env bash
COMMON=(--region cn-hangzhou --KmsInstanceId kst-hzz6a1b2c3d4e5f6g7h8i)
declare -a BIND=(
  --BindVpcs '[{"VpcId":"vpc-bp1q2w3e4r5t6y7u8i9o0","VSwitchId":"vsw-bp1z2x3c4v5b6n7m8q9w0","RegionId":"cn-shanghai","VpcOwnerId":1286005371992043}]'
)
aliyun kms UpdateKmsInstanceBindVpc "${COMMON[@]}" "${BIND[@]}"
