//! The `danvan` command.

fn main() {}
