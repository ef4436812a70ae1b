#!/bin/sh
# A new alias of that kind is refused.
aliyun kms CreateAlias --region cn-hangzhou --AliasName alias/acs/ledger --KeyId key-hzz66f8c1d24a09b7e35d
# An old one may be pointed at another key, or be deleted.
aliyun kms UpdateAlias --region cn-hangzhou --AliasName alias/acs/ledger --KeyId key-hzz66f8c1d24a09b7e35d
aliyun kms DeleteAlias --region cn-hangzhou --AliasName alias/acs/ledger
