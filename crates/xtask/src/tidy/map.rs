//! Every path that ARCHITECTURE.md names exists, and every directory under `crates/` is named in it.

use std::collections::BTreeSet;

use crate::workspace::SourceFile;

pub fn check(architecture: &str, files: &[SourceFile]) -> Vec<String> {
    let paths = architecture.split('`').skip(1).step_by(2).filter(|word| looks_like_a_path(word));
    let absent = paths.filter(|path| !exists(path, files));
    let mut problems: Vec<String> =
        absent.map(|path| format!("ARCHITECTURE.md names {path}, which does not exist")).collect();

    let crates: BTreeSet<&str> = files.iter().filter_map(|file| crate_directory(&file.path)).collect();
    let unnamed = crates.into_iter().filter(|name| !architecture.contains(&format!("`{name}`")));
    problems.extend(unnamed.map(|name| format!("ARCHITECTURE.md does not name the crate crates/{name}")));
    problems
}

fn crate_directory(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?.split_once('/').map(|(name, _)| name)
}

fn looks_like_a_path(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/*".contains(c);
    word.contains('/') && word.chars().all(plain) && !word.starts_with('/')
}

/// A path with stars stands for the directory before the first of them.
fn exists(path: &str, files: &[SourceFile]) -> bool {
    let fixed = match path.split_once('*') {
        Some((before, _)) => before.rsplit_once('/').map_or("", |(directory, _)| directory),
        None => path.trim_end_matches('/'),
    };
    let inside = format!("{fixed}/");
    files.iter().any(|file| file.path == fixed || file.path.starts_with(&inside))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::example;

    #[test]
    fn paths_that_exist_are_fine_with_stars_or_without() {
        let files = example(&[("crates/flow/src/lib.rs", ""), ("hospitals/w2.toml", "")]);
        let text =
            "`flow`: `crates/flow/`, `hospitals/*.toml`, `hospitals/w2.toml`, `cargo xtask ci`, `a / b`";
        assert_eq!(check(text, &files), Vec::<String>::new());
    }

    #[test]
    fn a_path_that_is_gone_and_a_crate_that_is_not_named_are_problems() {
        let files = example(&[("crates/flow/src/lib.rs", "")]);
        let problems = check("see `crates/engine/src`", &files);
        assert_eq!(problems.len(), 2, "{problems:?}");
    }
}
