#!/bin/sh
aliyun kms GenerateDataKey --KeyId alias/orders --NumberOfBytes 1024
aliyun kms GenerateDataKey --KeyId alias/orders --NumberOfBytes 1025
aliyun kms generate-data-key --key-id alias/orders --number-of-bytes 0
aliyun kms GenerateDataKeyWithoutPlaintext --KeyId alias/orders --KeySpec AES_192
aliyun kms AsymmetricSign --KeyId 5c438b18-05be-40ad-b6c2-3be6752c0000 --KeyVersionId 2ab1a983-7072-4bbc-a582-584b5bd80000 --Algorithm RSA_PSS_SHA_256
aliyun kms UpdateRotationPolicy --KeyId 5c438b18-05be-40ad-b6c2-3be6752c0000 --EnableAutomaticRotation true --RotationInterval 30d
