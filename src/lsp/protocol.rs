//! What messages are: requests, notifications and responses of JSON-RPC 2.0, taken apart by hand.
//!
//! The crate `lsp-types` is not used: an odd member of what a client sends costs all of it there, also one that nobody asks
//! for, and numbers cannot be read as one of several types where `serde_json` keeps them as they are written.

use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

/// What a client sends.
#[derive(Debug, PartialEq)]
pub(super) enum Message {
    Request {
        id: Json,
        method: String,
        params: Json,
    },
    Notification {
        method: String,
        params: Json,
    },
    /// The answer to a request of the server.
    Response {
        id: Json,
        result: Json,
    },
    Invalid,
}

impl Message {
    pub(super) fn new(mut json: Json) -> Self {
        let Some(object) = json.as_object_mut() else { return Self::Invalid };
        let id = object.remove("id");
        let params = object.remove("params").unwrap_or_default();
        match (id, object.remove("method")) {
            (Some(id @ (Json::Number(_) | Json::String(_))), Some(Json::String(method))) => {
                Self::Request { id, method, params }
            }
            (None, Some(Json::String(method))) => Self::Notification { method, params },
            (Some(id), None) => Self::Response { id, result: object.remove("result").unwrap_or_default() },
            _ => Self::Invalid,
        }
    }
}

/// Why a request has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) code: i32,
    pub(super) message: String,
}

impl Failure {
    pub(super) const PARSE_ERROR: i32 = -32700;
    pub(super) const INVALID_REQUEST: i32 = -32600;
    pub(super) const METHOD_NOT_FOUND: i32 = -32601;
    pub(super) const INVALID_PARAMS: i32 = -32602;
    pub(super) const INTERNAL_ERROR: i32 = -32603;
    pub(super) const NOT_INITIALIZED: i32 = -32002;
    pub(super) const REQUEST_FAILED: i32 = -32803;
    pub(super) const CANCELLED: i32 = -32800;
    pub(super) const CONTENT_MODIFIED: i32 = -32801;

    pub(super) fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// The answer to a request.
pub(super) fn response(id: Json, result: Result<Json, Failure>) -> Json {
    match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(Failure { code, message }) => {
            json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
        }
    }
}

pub(super) fn notification(method: &str, params: Json) -> Json {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

/// Parameters as a type; what is odd in them is the client's mistake.
pub(super) fn read<T: DeserializeOwned>(params: Json) -> Result<T, Failure> {
    serde_json::from_value(params).map_err(|error| Failure::new(Failure::INVALID_PARAMS, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_apart() {
        let message = |text: &str| Message::new(serde_json::from_str(text).unwrap());
        let (method, params) = ("m".to_owned(), json!([1]));
        assert_eq!(
            message(r#"{"id":"1","method":"m","params":[1]}"#),
            Message::Request { id: json!("1"), method: method.clone(), params: params.clone() }
        );
        assert_eq!(message(r#"{"method":"m","params":[1]}"#), Message::Notification { method, params });
        assert_eq!(message(r#"{"id":1}"#), Message::Response { id: json!(1), result: Json::Null });
        for odd in ["[]", "1", "{}", r#"{"id":{},"method":"m"}"#, r#"{"id":null,"method":"m"}"#, r#"{"method":7}"#] {
            assert_eq!(message(odd), Message::Invalid, "{odd}");
        }
    }
}
