#!/bin/sh
aliyun kms CreateKey --region cn-hangzhou --KeySpec Aliyun_AES_128
aliyun kms CreateKey --region cn-hangzhou --KeySpec Aliyun_AES_128 --DKMSInstanceId kst-hzz65f0e7d2c9a1b4d8e6
aliyun kms CreateKey --region cn-hangzhou --KeySpec Aliyun_AES_256
