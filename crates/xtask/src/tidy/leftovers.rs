//! Nothing on main is half done: no reminders, no holes, no tests that are skipped or are expected to panic.

use crate::workspace::SourceFile;

/// Written in two parts so that this file keeps its own rule.
const LEFTOVERS: [&str; 7] = [
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("HA", "CK"),
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
    concat!("#[ig", "nore"),
    concat!("#[should", "_panic"),
];

pub fn check(files: &[SourceFile]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(leftover) = LEFTOVERS.into_iter().find(|leftover| has_word(line, leftover)) {
                problems.push(format!("{}:{} has {leftover}", file.path, number + 1));
            }
        }
    }
    problems
}

fn has_word(line: &str, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(place, _)| !line[..place].ends_with(letter) && !line[place + word.len()..].starts_with(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::example;

    #[test]
    fn each_leftover_is_found_and_a_word_that_contains_one_is_not() {
        for leftover in LEFTOVERS {
            let problems = check(&example(&[("a.rs", &format!("fn f() {{\n  {leftover}\n}}"))]));
            assert_eq!(problems, [format!("a.rs:2 has {leftover}")]);
        }
        assert_eq!(check(&example(&[("a.rs", "const WHACKY: &str = \"SHACKS\";")])), Vec::<String>::new());
        assert_eq!(check(&example(&[("a.md", LEFTOVERS[0])])), Vec::<String>::new());
    }
}
