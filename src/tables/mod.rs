//! What the providers allow, as data: the typed form of `rules/**/*.yaml`.

pub(crate) mod cloud;
pub(crate) mod compared;
pub(crate) mod condition;
pub(crate) mod duration;
mod fit;
pub(crate) mod form;
mod index;
pub(crate) mod load;
mod mistake;
pub(crate) mod names;
pub(crate) mod place;
mod prepared;
pub(crate) mod problems;
pub(crate) mod schema;
pub(crate) mod setting;
pub(crate) mod team;

pub(crate) use cloud::Cloud;
pub(crate) use compared::Compared;
pub(crate) use condition::{Condition, Test};
pub(crate) use duration::{Duration, DurationLimit};
pub(crate) use load::Tables;
pub(crate) use mistake::TableError;
pub(crate) use schema::{Deprecation, Holds, Operation, Part, Row, Rows, Table, ValueType};
pub(crate) use setting::Setting;
pub(crate) use team::{TeamLimit, TeamRule};
