//! What the providers allow, as data: the typed form of `rules/**/*.yaml`.

pub mod load;
pub mod schema;

pub use load::Tables;
pub use schema::{Constraint, Holds, Row, Table, ValueType};
