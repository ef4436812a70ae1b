#!/bin/bash
aliyun kms CreateAlias --AliasName alias/reports \
	--KeyId key-hzz630494463ejqjx9abc
aliyun ecs ModifyDiskDefaultKMSKeyId --region cn-hangzhou --KMSKeyId key-hzz630494463ejqjx9abc
