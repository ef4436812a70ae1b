//! How the families look, in light and in dark.

use super::graph::Family;

/// Colours of one theme: the surface of a box and its edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colours {
    pub fill: &'static str,
    pub stroke: &'static str,
}

impl Family {
    pub(super) const ALL: [Self; 7] =
        [Self::Instance, Self::Network, Self::Key, Self::Access, Self::Secret, Self::Consumer, Self::Call];

    /// As styles call it.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Network => "network",
            Self::Key => "key",
            Self::Access => "access",
            Self::Secret => "secret",
            Self::Consumer => "consumer",
            Self::Call => "api",
        }
    }

    /// As the legend calls it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Instance => "KMS instance",
            Self::Network => "VPC",
            Self::Key => "key",
            Self::Access => "alias, grant, access",
            Self::Secret => "secret",
            Self::Consumer => "consumer of a key",
            Self::Call => "API call",
        }
    }

    pub(super) fn light(self) -> Colours {
        match self {
            Self::Instance => Colours { fill: "#ede9fe", stroke: "#6d28d9" },
            Self::Network => Colours { fill: "#e0f2fe", stroke: "#0369a1" },
            Self::Key => Colours { fill: "#fef3c7", stroke: "#b45309" },
            Self::Access => Colours { fill: "#fff7ed", stroke: "#c2410c" },
            Self::Secret => Colours { fill: "#fce7f3", stroke: "#be185d" },
            Self::Consumer => Colours { fill: "#dcfce7", stroke: "#15803d" },
            Self::Call => Colours { fill: "#f1f5f9", stroke: "#475569" },
        }
    }

    pub(super) fn dark(self) -> Colours {
        match self {
            Self::Instance => Colours { fill: "#2e1f57", stroke: "#a78bfa" },
            Self::Network => Colours { fill: "#0c2f45", stroke: "#38bdf8" },
            Self::Key => Colours { fill: "#45290a", stroke: "#fbbf24" },
            Self::Access => Colours { fill: "#43200f", stroke: "#fb923c" },
            Self::Secret => Colours { fill: "#481232", stroke: "#f472b6" },
            Self::Consumer => Colours { fill: "#0f3a20", stroke: "#4ade80" },
            Self::Call => Colours { fill: "#1e293b", stroke: "#94a3b8" },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// As WCAG asks of text (AAA) and of the edges of what is to be told apart.
    #[test]
    fn everything_can_be_told_apart_in_light_and_in_dark() {
        let themes = [("#111827", "#4b5563", "#ffffff", false), ("#e6edf3", "#9aa7b4", "#0d1117", true)];
        for (text, soft, ground, is_dark) in themes {
            for family in Family::ALL {
                let Colours { fill, stroke } = if is_dark { family.dark() } else { family.light() };
                assert!(contrast(text, fill) >= 7.0, "{family:?}: text {}", contrast(text, fill));
                assert!(contrast(soft, fill) >= 4.5, "{family:?}: captions {}", contrast(soft, fill));
                assert!(contrast(stroke, ground) >= 3.0, "{family:?}: edge {}", contrast(stroke, ground));
            }
        }
    }
}
