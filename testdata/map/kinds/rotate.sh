#!/bin/sh
aliyun kms UpdateRotationPolicy --KeyId key-gw8mm5yxu65c2v9n4b6a1 --EnableAutomaticRotation true --RotationInterval 365d
