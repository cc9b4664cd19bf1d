//! Every dependency a manifest names is used: its name stands in the code of that crate.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use crate::workspace::{DependencyKind, Package, SourceFile};

pub fn check(members: &[Package], files: &[SourceFile]) -> Vec<String> {
    let mut problems = Vec::new();
    for member in members {
        let here = format!("crates/{}/", member.name);
        let code = |inside: &str| identifiers(files, &format!("{here}{inside}"));
        let (source, build, all) = (code("src/"), code("build.rs"), code(""));
        for dependency in &member.dependencies {
            let (used, table) = match dependency.kind {
                DependencyKind::Normal => (&source, "dependencies"),
                DependencyKind::Dev => (&all, "dev-dependencies"),
                DependencyKind::Build => (&build, "build-dependencies"),
            };
            if !used.contains(&dependency.identifier) {
                problems.push(format!(
                    "{here}Cargo.toml names {} under {table} and never uses it",
                    dependency.name
                ));
            }
        }
    }
    problems
}

/// Every identifier in the Rust files below a path; comments are not code.
fn identifiers(files: &[SourceFile], below: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files.iter().filter(|file| file.path.starts_with(below) && file.is_rust()) {
        if let Ok(tokens) = file.text.parse() {
            collect(tokens, &mut found);
        }
    }
    found
}

fn collect(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::example;
    use crate::workspace::Dependency;

    fn member(name: &str, kind: DependencyKind) -> Vec<Package> {
        let dependency = Dependency { name: name.to_owned(), identifier: name.replace('-', "_"), kind };
        vec![Package { name: "flow".to_owned(), dependencies: vec![dependency], ..Package::default() }]
    }

    #[test]
    fn use_in_code_counts_and_in_a_comment_does_not() {
        let members = member("comfy-table", DependencyKind::Normal);
        let path = "crates/flow/src/lib.rs";
        assert!(check(&members, &example(&[(path, "use comfy_table::Table;")])).is_empty());
        let told = "crates/flow/Cargo.toml names comfy-table under dependencies and never uses it";
        assert_eq!(
            check(&members, &example(&[(path, "// comfy_table\n/// comfy_table\nfn f() {}")])),
            [told]
        );
    }

    #[test]
    fn use_in_tests_counts_for_dev_dependencies_only() {
        let files = example(&[("crates/flow/tests/all.rs", "fn f() { proptest!(1) }")]);
        assert!(check(&member("proptest", DependencyKind::Dev), &files).is_empty());
        assert_eq!(check(&member("proptest", DependencyKind::Normal), &files).len(), 1);
    }
}
