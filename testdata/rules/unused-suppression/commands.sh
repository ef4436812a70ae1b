#!/bin/sh
# Made before the prefix was enforced. kmslint reads what the next line says.
# kmslint: ignore[alias-without-prefix] imported before the prefix was enforced
aliyun kms CreateAlias \
  --KeyId key-hzz65c3d2b1a0f9e8d7c6 \
  --AliasName reports

# Here nothing is accepted.
aliyun kms CreateAlias \
  --KeyId key-hzz65c3d2b1a0f9e8d7c6 \
  --AliasName bills

# kmslint: ignore[alias-without-prefix] all of the region's are older
if [ "$region" = cn-hangzhou ]; then
  aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName one |
    tee one.json
else
  aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName two
fi

create() {
  # kmslint: ignore[alias-without-prefix] the first of three
  aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName three &&
    aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 \
      --AliasName four
  aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName five
}

# kmslint: ignore[alias-without-prefix] the jump host makes it
ssh jump <<'END'
set -e
aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName six
END

aliyun kms CreateAlias \
  --KeyId key-hzz65c3d2b1a0f9e8d7c6 \
  --AliasName seven # kmslint: ignore[alias-without-prefix] beside the finding
aliyun kms CreateAlias \
  --KeyId key-hzz65c3d2b1a0f9e8d7c6 `# kmslint: ignore[alias-without-prefix] one line too early` \
  --AliasName eight
