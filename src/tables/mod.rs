//! What the providers allow, as data: the typed form of `rules/**/*.yaml`.

pub mod cloud;
pub mod duration;
mod index;
pub mod load;
pub mod names;
pub mod place;
mod prepared;
pub mod problems;
pub mod schema;
pub mod team;

pub use cloud::Cloud;
pub use duration::{Duration, DurationLimit};
pub use load::Tables;
pub use place::Setting;
pub use schema::{Condition, Deprecation, Holds, Operation, Row, Rows, Table, Test, ValueType};
pub use team::{TableError, TeamRule};
