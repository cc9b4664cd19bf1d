//! No file names a directory of the machine it was written on.

use crate::workspace::SourceFile;

/// Directories of a working machine; written in two parts so that this file keeps its own rule.
const DIRECTORIES: [&str; 3] = [concat!("/", "work/"), concat!("/", "root/"), concat!("/", "home/")];

pub fn check(files: &[SourceFile]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(directory) = DIRECTORIES.into_iter().find(|directory| names(line, directory)) {
                problems.push(format!("{}:{} names {directory}", file.path, number + 1));
            }
        }
    }
    problems
}

/// Whether a path in the line begins here; `docs/home/` and `example.org/home/` go on from something else.
fn names(line: &str, directory: &str) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "._-/}$*".contains(c);
    line.match_indices(directory).any(|(place, _)| !line[..place].ends_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::example;

    #[test]
    fn a_path_from_the_root_is_a_problem_and_one_from_here_is_not() {
        let bad = format!("a\nopen(\"{}x\")", DIRECTORIES[0]);
        assert_eq!(check(&example(&[("a.rs", &bad)])), [format!("a.rs:2 names {}", DIRECTORIES[0])]);
        let good = format!("../docs{}x https://example.org{}", DIRECTORIES[2], DIRECTORIES[2]);
        assert_eq!(check(&example(&[("a.rs", &good)])), Vec::<String>::new());
    }
}
