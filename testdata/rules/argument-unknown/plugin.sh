#!/bin/sh
# The plugins take names in kebab-case, the tool itself those of the request.
aliyun kms create-key --description orders --origin Aliyun_KMS
aliyun kms CreateKey --description orders
aliyun kms create-key --descripton orders
# Items are numbered where the API has a list.
aliyun kms TagResources --ResourceType key --ResourceId.1 key-hzz6a0c4e8g2i6k0m4o8q --Tag.1.Key stage
aliyun kms TagResource --KeyId key-hzz6a0c4e8g2i6k0m4o8q --Tags '[]' --Tags.1.TagKey stage
