#!/bin/sh
aliyun kms ConnectKmsInstance --region cn-hangzhou --KmsInstanceId kst-hzz65f0e7d2c9a1b4d8e6 --VpcId vpc-bp1d5g7i9k1m3o5q7s9u1 --ZoneIds cn-hangzhou-k,cn-hangzhou-j --KMProvider Aliyun --VSwitchIds vsw-bp1e6h8j0l2n4p6r8t0v2,vsw-bp1q2w3e4r5t6y7u8i9o0
aliyun kms ConnectKmsInstance --region cn-hangzhou --KmsInstanceId kst-hzz65f0e7d2c9a1b4d8e6 --VpcId vpc-bp1d5g7i9k1m3o5q7s9u1 --ZoneIds cn-hangzhou-k,cn-hangzhou-j --KMProvider Aliyun --VSwitchIds vsw-bp1e6h8j0l2n4p6r8t0v2
