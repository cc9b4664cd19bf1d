//! What is generated from the table of keys is fresh, and what the reference page shows can be read.
//!
//! `UPDATE_EXPECTED=1 cargo test -p description` writes the schema and the tables of the page anew.

#![allow(clippy::disallowed_methods, reason = "this test reads and may write the files it is about")]

use std::fs;
use std::path::{Path, PathBuf};

use description::{Request, read, reference, schema};

fn of_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn fresh(path: &str, expected: &str) {
    let path = of_project(path);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, expected).expect("the file can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is not fresh: run UPDATE_EXPECTED=1 cargo test -p description",
        path.display()
    );
}

fn page() -> String {
    fs::read_to_string(of_project("docs/book/hospital-file.md")).expect("the page is there")
}

#[test]
fn the_schema_is_fresh() {
    fresh("hospitals/schema.json", &schema());
}

#[test]
fn the_page_has_every_table_of_keys_and_its_examples_are_right() {
    let mut page = page();
    for (name, table) in reference() {
        let open = format!("<!-- keys: {name} -->\n");
        let (before, rest) =
            page.split_once(&open).unwrap_or_else(|| panic!("the page has no table of `{name}`"));
        let (_, after) = rest
            .split_once("<!-- end keys -->")
            .unwrap_or_else(|| panic!("the table of `{name}` does not end"));
        page = format!("{before}{open}{table}<!-- end keys -->{after}");
    }
    fresh("docs/book/hospital-file.md", &page);
    every_example_is_right(&page);
}

fn every_example_is_right(page: &str) {
    let mut whole_files = 0;
    for block in page.split("```toml\n").skip(1) {
        let (text, _) = block.split_once("\n```").expect("every block ends");
        if text.starts_with("onward = 1") {
            whole_files += 1;
            let request = Request { file: "page", text, settings: &[], options: &[] };
            if let Err(problems) = read(&request, &mut |_| Err("no files".to_owned())) {
                panic!("{text}\n{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
            }
        } else {
            toml::de::DeTable::parse(text).unwrap_or_else(|error| panic!("{text}\n{error}"));
        }
    }
    assert!(whole_files >= 10, "the page has only {whole_files} whole files");
}

#[test]
fn every_reference_case_can_be_said() {
    let folder = of_project("crates/description/tests/cases");
    let mut files = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let text = fs::read_to_string(&path).expect("the file can be read");
        let file = path.display().to_string();
        let request = Request { file: &file, text: &text, settings: &[], options: &[] };
        if let Err(problems) = read(&request, &mut |_| Err("no files".to_owned())) {
            panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
        files += 1;
    }
    assert!(files >= 15, "there are only {files} cases");
}
