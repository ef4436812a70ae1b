#!/bin/sh
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz662b622eksoqrb3nhu --BindVpcs '[]'
