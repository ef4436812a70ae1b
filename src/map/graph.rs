//! What is in the picture, and what is between it.

use std::path::Path;
use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::resource::Address;
use crate::source::Span;
use crate::tables::Part;

/// Everything that the formats print.
#[derive(Debug)]
pub(crate) struct Graph<'a> {
    pub roots: Vec<Root>,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    /// In the order of reports.
    pub findings: &'a [Finding],
    /// The findings that no node shows, by their index.
    pub elsewhere: Vec<usize>,
}

/// What nodes are made by together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Root {
    /// A root module under one scenario, if there are several.
    Module { folder: Arc<Path>, scenario: Option<Arc<str>> },
    /// All documents: requests, manifests, scripts.
    Documents,
}

/// What a node is in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    Part(Part),
    Vpc,
    /// A call of the API.
    Call,
}

/// How it is known that there is such a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Standing {
    /// The configuration makes it.
    Written,
    /// The configuration looks it up.
    Read,
    /// A saved response shows it.
    Saved,
    /// It is named by its id, and nothing here makes it.
    Outside,
    /// A word for what the service itself has.
    Service,
    /// What is named is not known.
    Unknown,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// None for what lies outside of the configuration.
    pub root: Option<usize>,
    pub role: Role,
    pub standing: Standing,
    /// The table's kind, else the type.
    pub kind: Option<Arc<str>>,
    /// The type or operation as its surface calls it.
    pub type_name: Option<Arc<str>>,
    /// What one is called: `KMS instance`.
    pub title: String,
    /// Which one it is: its address, its id, or what is known of that.
    pub name: String,
    pub address: Option<Address>,
    /// The calls that lead to its module, the outermost first.
    pub module: Vec<Arc<str>>,
    /// Why it is not certain that there is exactly this one.
    pub doubt: Option<Arc<str>>,
    pub facts: Vec<Fact>,
    pub quotas: Vec<Quota>,
    pub place: Option<Span>,
    /// By their index.
    pub findings: Vec<usize>,
}

/// What is said of a node or an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub name: &'static str,
    pub value: Told,
}

/// A value as far as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Known(String),
    /// Why it is not known.
    Unknown(Arc<str>),
}

/// How much was bought, and how much of it is used here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quota {
    /// What is counted: `VPC access`.
    pub noun: &'static str,
    pub used: u64,
    /// There may be more.
    pub is_least: bool,
    pub bought: Bought,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bought {
    Number(i64),
    /// Billed by use.
    AsUsed,
    Unknown(Arc<str>),
}

#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub from: usize,
    pub to: usize,
    pub relation: Relation,
    /// The field that says so, by the table's names.
    pub field: String,
    /// How often it says so.
    pub count: usize,
    /// Why it is not known what is named.
    pub doubt: Option<Arc<str>>,
    pub facts: Vec<Fact>,
    pub place: Option<Span>,
}

/// What one node has to do with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Relation {
    /// An instance and the VPC that it resides in.
    ResidesIn,
    /// An instance and a VPC that is associated with it.
    AssociatedWith,
    /// A key or a secret, and the instance that holds it.
    LiesIn,
    /// An alias and its key.
    Names,
    /// A grant and its key.
    GrantsUseOf,
    /// A consumer and the key that it is encrypted with.
    EncryptedWith,
    /// A consumer and a key that does nothing for it, because something else is set.
    NamesInVain,
    /// Any other use.
    Uses,
}

impl Role {
    /// In the order of the legend.
    pub(crate) const ALL: [Self; 20] = [
        Self::Part(Part::Instance),
        Self::Vpc,
        Self::Part(Part::Key),
        Self::Part(Part::Alias),
        Self::Part(Part::Grant),
        Self::Part(Part::Secret),
        Self::Part(Part::Access),
        Self::Part(Part::Disk),
        Self::Part(Part::Bucket),
        Self::Part(Part::Database),
        Self::Part(Part::Cluster),
        Self::Part(Part::Server),
        Self::Part(Part::Image),
        Self::Part(Part::FileSystem),
        Self::Part(Part::Queue),
        Self::Part(Part::Backup),
        Self::Part(Part::Log),
        Self::Part(Part::Use),
        Self::Part(Part::Other),
        Self::Call,
    ];

    /// As data calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Vpc => "vpc",
            Self::Call => "call",
            Self::Part(part) => match part {
                Part::Instance => "instance",
                Part::Key => "key",
                Part::Alias => "alias",
                Part::Grant => "grant",
                Part::Secret => "secret",
                Part::Access => "access",
                Part::Disk => "disk",
                Part::Bucket => "bucket",
                Part::Database => "database",
                Part::Cluster => "cluster",
                Part::Server => "server",
                Part::Image => "image",
                Part::FileSystem => "file_system",
                Part::Queue => "queue",
                Part::Backup => "backup",
                Part::Log => "log",
                Part::Use => "use",
                Part::Other => "other",
            },
        }
    }

    /// `14 disks`
    pub(crate) fn counted(self, count: usize) -> String {
        let (one, many) = match self {
            Self::Vpc => ("VPC", "VPCs"),
            Self::Call => ("API call", "API calls"),
            Self::Part(part) => match part {
                Part::Instance => ("KMS instance", "KMS instances"),
                Part::Key => ("key", "keys"),
                Part::Alias => ("alias", "aliases"),
                Part::Grant => ("grant", "grants"),
                Part::Secret => ("secret", "secrets"),
                Part::Access => ("access rule", "access rules"),
                Part::Disk => ("disk", "disks"),
                Part::Bucket => ("bucket", "buckets"),
                Part::Database => ("database", "databases"),
                Part::Cluster => ("cluster", "clusters"),
                Part::Server => ("server", "servers"),
                Part::Image => ("image", "images"),
                Part::FileSystem => ("file system", "file systems"),
                Part::Queue => ("message queue", "message queues"),
                Part::Backup => ("backup", "backups"),
                Part::Log => ("log", "logs"),
                Part::Use => ("use of a key", "uses of keys"),
                Part::Other => ("other consumer", "other consumers"),
            },
        };
        if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
    }

    /// What a reader looks for first: how things are coloured.
    pub(crate) fn family(self) -> Family {
        match self {
            Self::Part(Part::Instance) => Family::Instance,
            Self::Vpc => Family::Network,
            Self::Part(Part::Key) => Family::Key,
            Self::Part(Part::Alias | Part::Grant | Part::Access) => Family::Access,
            Self::Part(Part::Secret) => Family::Secret,
            Self::Call => Family::Call,
            Self::Part(_) => Family::Consumer,
        }
    }

    /// Whether it is drawn wherever it is written, and not only where it names a key.
    pub(crate) fn is_of_kms(self) -> bool {
        matches!(
            self.family(),
            Family::Instance | Family::Network | Family::Key | Family::Access | Family::Secret | Family::Call
        )
    }
}

/// Roles that are drawn alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Family {
    Instance,
    Network,
    Key,
    Access,
    Secret,
    Consumer,
    Call,
}

impl Standing {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Read => "read",
            Self::Saved => "saved",
            Self::Outside => "outside",
            Self::Service => "service",
            Self::Unknown => "unknown",
        }
    }

    /// What a label says of it; nothing of what is simply written.
    pub(crate) fn remark(self) -> Option<&'static str> {
        match self {
            Self::Written | Self::Service | Self::Unknown => None,
            Self::Read => Some("looked up"),
            Self::Saved => Some("saved response"),
            Self::Outside => Some("outside this configuration"),
        }
    }
}

impl Relation {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ResidesIn => "resides_in",
            Self::AssociatedWith => "associated_with",
            Self::LiesIn => "lies_in",
            Self::Names => "names",
            Self::GrantsUseOf => "grants_use_of",
            Self::EncryptedWith => "encrypted_with",
            Self::NamesInVain => "names_in_vain",
            Self::Uses => "uses",
        }
    }

    /// On the line between two nodes.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::ResidesIn => "resides in",
            Self::AssociatedWith => "associated",
            Self::LiesIn => "in",
            Self::Names => "names",
            Self::GrantsUseOf => "grants",
            Self::EncryptedWith => "encrypted with",
            Self::NamesInVain => "names in vain",
            Self::Uses => "uses",
        }
    }
}

impl Node {
    /// Whether it is drawn dashed.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.standing == Standing::Unknown || self.doubt.is_some()
    }
}

impl Graph<'_> {
    /// How many findings of each severity, the most severe first.
    pub(crate) fn severities(&self, findings: &[usize]) -> Vec<(Severity, usize)> {
        let of = |severity: Severity| {
            let found = findings.iter().filter_map(|index| self.findings.get(*index));
            found.filter(|finding| finding.severity == severity).count()
        };
        let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| (severity, of(severity)));
        counts.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

impl Quota {
    /// `VPC accesses: 3 used, 2 bought`
    pub(crate) fn sentence(&self) -> String {
        let least = if self.is_least { "at least " } else { "" };
        let bought = match &self.bought {
            Bought::Number(number) => format!("{number} bought"),
            Bought::AsUsed => "billed by use".to_owned(),
            Bought::Unknown(reason) => format!("? bought ({reason})"),
        };
        match (self.is_least, self.used) {
            (true, 0) => format!("{}: {bought}", self.noun),
            (_, used) => format!("{}: {least}{used} used, {bought}", self.noun),
        }
    }
}
