//! The command line tool. Arguments in, exit code out.

fn main() {}
