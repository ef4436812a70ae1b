#!/bin/sh
# The first keeps no backup; the second asks for one, the third is asked at run time.
aliyun kms ReleaseKmsInstance --region cn-hangzhou --KmsInstanceId kst-hzz65f0e7d2c9a1b4d8e6 --ForceDeleteWithoutBackup true
aliyun kms ReleaseKmsInstance --region cn-hangzhou --KmsInstanceId kst-hzz65f0e7d2c9a1b4d8e6 --ForceDeleteWithoutBackup false
aliyun kms ReleaseKmsInstance --region cn-hangzhou --KmsInstanceId kst-hzz65f0e7d2c9a1b4d8e6 --ForceDeleteWithoutBackup "$FORCE"
