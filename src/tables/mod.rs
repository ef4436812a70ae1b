//! What the providers allow, as data: the typed form of `rules/**/*.yaml`.

pub(crate) mod cloud;
pub(crate) mod duration;
mod index;
pub(crate) mod load;
pub(crate) mod names;
pub(crate) mod place;
mod prepared;
pub(crate) mod problems;
pub(crate) mod schema;
pub(crate) mod team;

pub(crate) use cloud::Cloud;
pub(crate) use duration::{Duration, DurationLimit};
pub(crate) use load::Tables;
pub(crate) use place::Setting;
pub(crate) use schema::{Condition, Deprecation, Holds, Operation, Row, Rows, Table, Test, ValueType};
pub(crate) use team::{TableError, TeamRule};
