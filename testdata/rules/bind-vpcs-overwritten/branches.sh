#!/bin/sh
# Within one branch the calls follow each other; those of another branch are not made then.
if [ "$1" = all ]; then
  aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzz51ce8d2a5fnq9v7w3t --BindVpcs '[{"VpcId":"vpc-bp1u5d8t4q0w2n6m1c7zx","VSwitchId":"vsw-bp1r7k3e5y1o9a2s4d6fg","RegionId":"cn-hangzhou","VpcOwnerId":1893045762218354}]'
  aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzz51ce8d2a5fnq9v7w3t --BindVpcs '[{"VpcId":"vpc-bp1h6j2l8v4b0x3z5q9wu","VSwitchId":"vsw-bp1i8p0t6r2e4w1y3u5oc","RegionId":"cn-hangzhou","VpcOwnerId":1893045762218354}]'
else
  aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzz51ce8d2a5fnq9v7w3t --BindVpcs '[{"VpcId":"vpc-bp1k2g4f6d8s0a1p3o5iy","VSwitchId":"vsw-bp1q9w7e5r3t1y8u6i4ov","RegionId":"cn-hangzhou","VpcOwnerId":1893045762218354}]'
fi
