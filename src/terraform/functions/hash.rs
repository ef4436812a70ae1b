//! Hashes and identifiers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::scope::Evaluated;

const STRING: &[Parameter] = &[Parameter::new("str", Shape::String)];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("base64sha256", STRING, Shape::String, |call| {
        call.string(STANDARD.encode(Sha256::digest(call.str(0))))
    }),
    Function::new("base64sha512", STRING, Shape::String, |call| {
        call.string(STANDARD.encode(Sha512::digest(call.str(0))))
    }),
    Function::new("bcrypt", STRING, Shape::String, |call| Ok(call.unknown("bcrypt adds a random salt")))
        .variadic(Parameter::new("cost", Shape::Number)),
    Function::new("md5", STRING, Shape::String, |call| call.string(hexadecimal(&Md5::digest(call.str(0))))),
    Function::new(
        "rsadecrypt",
        &[Parameter::new("ciphertext", Shape::String), Parameter::new("privatekey", Shape::String)],
        Shape::String,
        |call| Ok(call.unknown("nothing is decrypted here")),
    ),
    Function::new("sha1", STRING, Shape::String, |call| call.string(hexadecimal(&Sha1::digest(call.str(0))))),
    Function::new("sha256", STRING, Shape::String, |call| call.string(hexadecimal(&Sha256::digest(call.str(0))))),
    Function::new("sha512", STRING, Shape::String, |call| call.string(hexadecimal(&Sha512::digest(call.str(0))))),
    Function::new("uuid", &[], Shape::String, |call| Ok(call.unknown("uuid is random"))),
    Function::new(
        "uuidv5",
        &[Parameter::new("namespace", Shape::String), Parameter::new("name", Shape::String)],
        Shape::String,
        uuid_v5,
    ),
];

/// The hash of bytes in hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn uuid_v5(call: &Call<'_>) -> Evaluated {
    let namespace = match call.str(0) {
        "dns" => "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "url" => "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
        "oid" => "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
        "x500" => "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
        other => other,
    };
    let Some(namespace) = parse_uuid(namespace) else {
        return Err(call.failure_at(0, "it must be dns, url, oid, x500 or a UUID"));
    };
    let mut hash = Sha1::new();
    hash.update(namespace);
    hash.update(call.str(1));
    let digest = hash.finalize();
    let mut bytes: Vec<u8> = digest.iter().copied().take(16).collect();
    if let Some(version) = bytes.get_mut(6) {
        *version = *version & 0x0f | 0x50;
    }
    if let Some(variant) = bytes.get_mut(8) {
        *variant = *variant & 0x3f | 0x80;
    }
    let digits = hexadecimal(&bytes);
    let group = |start: usize, end: usize| digits.get(start..end).unwrap_or_default();
    call.string([group(0, 8), group(8, 12), group(12, 16), group(16, 20), group(20, 32)].join("-"))
}

/// The bytes of `6ba7b810-9dad-11d1-80b4-00c04fd430c8`, also in braces or after `urn:uuid:` or without hyphens.
fn parse_uuid(text: &str) -> Option<Vec<u8>> {
    let text = match text.len() {
        45 => text.get(9..).filter(|_| text.get(..9).is_some_and(|urn| urn.eq_ignore_ascii_case("urn:uuid:")))?,
        38 => text.strip_prefix('{').and_then(|text| text.strip_suffix('}'))?,
        _ => text,
    };
    let digits: String = if text.len() == 32 {
        text.to_owned()
    } else {
        let groups: Vec<&str> = text.split('-').collect();
        if !groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) {
            return None;
        }
        groups.concat()
    };
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let byte = |index: usize| digits.get(index * 2..index * 2 + 2).and_then(|byte| u8::from_str_radix(byte, 16).ok());
    (0..16).map(byte).collect()
}
