//! Arguments and blocks that belong to Terraform, not to a resource's schema.

use crate::syntax::expression::{Expression, ExpressionKind, OperatorKind};

/// Arguments that every resource and data source may have.
const ARGUMENTS: [&str; 4] = ["count", "for_each", "provider", "depends_on"];

/// Blocks that every resource and data source may have.
const BLOCKS: [&str; 5] = ["lifecycle", "provisioner", "connection", "timeouts", "dynamic"];

/// Whether a name is a meta-argument.
pub(crate) fn is_argument(name: &str) -> bool {
    ARGUMENTS.contains(&name)
}

/// Whether a name is that of a block that Terraform itself reads.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// A reference as it is written, without evaluation: `alicloud.beijing`, `alicloud_vpc.a[0].id`.
pub(crate) fn reference_text(expression: &Expression) -> Option<String> {
    match &*expression.kind {
        ExpressionKind::Variable(name) => Some(name.to_string()),
        // Before Terraform 0.12 references stood in quotes; JSON still has them so.
        ExpressionKind::String(text) => text.known().map(str::to_owned),
        ExpressionKind::Parenthesis(inner) => reference_text(inner),
        ExpressionKind::Template(_) => None,
        ExpressionKind::Traversal { base, operators } => {
            let mut text = reference_text(base)?;
            for operator in operators {
                match &operator.kind {
                    OperatorKind::Attribute(name) => text.push_str(&format!(".{name}")),
                    OperatorKind::LegacyIndex(index) => text.push_str(&format!(".{index}")),
                    OperatorKind::AttributeSplat => text.push_str(".*"),
                    OperatorKind::FullSplat => text.push_str("[*]"),
                    OperatorKind::Index(index) => match &*index.kind {
                        ExpressionKind::Number(number) => text.push_str(&format!("[{number}]")),
                        ExpressionKind::String(key) => text.push_str(&format!("[\"{}\"]", key.known()?)),
                        _ => return None,
                    },
                }
            }
            Some(text)
        }
        _ => None,
    }
}
