#!/bin/sh
aliyun kms CreateAlias --AliasName alias/orders --KeyId key-hzz65c3d2b1a0f9e8d7c6
