//! A file of more than 400 lines is on a named list with its size, and may only shrink.

use std::collections::BTreeMap;

use crate::workspace::SourceFile;

/// The list: a path and a number of lines on each line.
pub const LIST: &str = "crates/xtask/large-files.txt";

const LIMIT: usize = 400;

pub fn check(list: &str, files: &[SourceFile]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut listed = BTreeMap::new();
    for line in list.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match line.split_once(' ').map(|(path, lines)| (path, lines.trim().parse::<usize>())) {
            Some((path, Ok(lines))) => {
                listed.insert(path, lines);
            }
            Some((_, Err(_))) | None => {
                problems.push(format!("{LIST}: \"{line}\" is not a path and a number"));
            }
        }
    }
    let code = |file: &&SourceFile| file.is_rust() || file.ends_in("py");
    for file in files.iter().filter(code) {
        let lines = file.text.lines().count();
        let told = told(lines, listed.remove(file.path.as_str()));
        problems.extend(told.map(|told| format!("{} {told}", file.path)));
    }
    problems.extend(listed.keys().map(|path| format!("{LIST} names {path}, which does not exist")));
    problems
}

/// What is wrong with a file of so many lines, of which the list may allow so many.
fn told(lines: usize, listed: Option<usize>) -> Option<String> {
    match listed {
        None if lines > LIMIT => {
            Some(format!("has {lines} lines: split it, or put it on {LIST} and say why"))
        }
        Some(_) if lines <= LIMIT => Some(format!("has {lines} lines: take it off {LIST}")),
        Some(most) if lines > most => {
            Some(format!("grew from {most} to {lines} lines: listed files only shrink"))
        }
        Some(most) if lines < most => {
            Some(format!("shrank to {lines} lines: write that on {LIST} for {most}"))
        }
        None | Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::example;

    #[test]
    fn only_the_listed_may_be_large_and_only_as_large_as_listed() {
        let large = "x\n".repeat(401);
        let files = example(&[("a.rs", &large), ("b.rs", "x\n"), ("data.csv", &large)]);
        assert_eq!(check("a.rs 401\n", &files), Vec::<String>::new());
        for (list, part) in [
            ("", "a.rs has 401 lines: split it"),
            ("a.rs 400", "grew from 400"),
            ("a.rs 402", "shrank to 401"),
            ("a.rs 401\nb.rs 1", "take it off"),
            ("a.rs 401\nc.rs 500", "does not exist"),
            ("a.rs 401\nc.rs many", "not a path and a number"),
        ] {
            let problems = check(list, &files);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].contains(part), "{problems:?}");
        }
    }
}
