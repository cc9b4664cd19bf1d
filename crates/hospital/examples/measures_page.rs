//! Prints the book's page of measures.

use std::io::{self, Write as _};

fn main() -> io::Result<()> {
    io::stdout().write_all(hospital::definitions_page().as_bytes())
}
