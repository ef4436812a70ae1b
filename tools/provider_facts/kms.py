"""Which kinds and arguments bear on the KMS, by their names."""

import re

# Arguments that name a key of the KMS, or carry what it encrypted.
KEY_NAME = re.compile(
    r"kms(?!_instance_id)|cmk|(^|_)encrypt(ion)?_key(_id)?$|encryption_provider_key|disk_encryption_id|encrypted_key$|"
    r"encrypt_key_id|crypt_key_id|encrypted_id$|sse_key_id|master_key_id|tde_encryption_key|tde_key_id|byok"
)
KEY_INSIDE = re.compile(r"(kms|encrypt\w*)(\.\w+)*\.key_id$")
KMS_KIND = re.compile(r"_(kms|csms|cpcs)_|_disk_default_kms_key_|_disk_encryption_by_default_")


def names_key(path):
    return bool(KEY_NAME.search(path.rsplit(".", 1)[-1]) or KEY_INSIDE.search(path))


def is_kms_kind(name):
    return bool(KMS_KIND.search(name + "_"))
