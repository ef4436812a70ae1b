//! kmslint reads cloud Key Management Service configuration and says what is wrong with it before it is applied.
//!
//! ```
//! use kmslint::{Linter, Settings};
//!
//! let module = r#"
//! resource "alicloud_kms_alias" "orders" {
//!   alias_name = "orders"
//!   key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
//! }
//! "#;
//! let report = Linter::new(Settings::default())?.check_text("main.tf", module)?;
//! for finding in &report.findings {
//!     println!("{finding}"); // main.tf:3:16: error: … [alias-without-prefix]
//! }
//! assert_eq!(report.findings[0].rule, "alias-without-prefix");
//! # Ok::<(), kmslint::Error>(())
//! ```

mod baseline;
mod cli;
mod config;
mod date;
mod discover;
mod docs;
mod face;
mod finding;
mod fix;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
mod linter;
mod lsp;
mod map;
#[doc(hidden)]
pub mod phases;
mod report;
mod resource;
mod rule;
mod rules;
mod source;
mod spelling;
mod suppress;
mod surface;
mod syntax;
mod tables;
mod terraform;
mod value;
mod view;

#[cfg(test)]
#[path = "../tests/internal/mod.rs"]
mod internal;

pub use face::{Error, Finding, Label, Linter, Place, Report, Settings};
pub use finding::Severity;
pub use source::Position;

/// The command line, for the binary of this package.
#[doc(hidden)]
pub use cli::run as run_command_line;
