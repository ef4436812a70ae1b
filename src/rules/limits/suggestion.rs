//! How a message lists what is allowed.

/// `a, b or c`; what is beyond twelve is counted.
pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    if let Some(more) = names.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let shown: Vec<&str> = names.into_iter().take(SHOWN).collect();
        return format!("{} or one of {more} others", shown.join(", "));
    }
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// `write NEAREST, or one of A, B or C`
pub fn advice<'a>(nearest: Option<&str>, all: impl IntoIterator<Item = &'a str>) -> String {
    match nearest {
        Some(nearest) => format!("write {nearest}; allowed are {}", one_of(all).replacen(" or ", " and ", 1)),
        None => format!("write {}", one_of(all)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_in_or() {
        assert_eq!(one_of(["a"]), "a");
        assert_eq!(one_of(["a", "b", "c"]), "a, b or c");
        assert_eq!(advice(Some("a"), ["a", "b"]), "write a; allowed are a and b");
    }
}
