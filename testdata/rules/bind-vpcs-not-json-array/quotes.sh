#!/bin/sh
# The shell takes the quotes away.
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz662b622eksoqrb3nhu --BindVpcs "[{"VpcId":"vpc-bp1go9qvmj78j4f4cabcd"}]"
# An old page of the tool allows this for other operations.
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz662b622eksoqrb3nhv --BindVpcs "[{'VpcId':'vpc-bp1go9qvmj78j4f4cabcd'}]"
