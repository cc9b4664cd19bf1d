//! Generated files are what the program generates now.

use crate::command::text;
use crate::workspace::{SourceFile, Workspace};

/// A file and the verb of `onward` that prints it. One that is not kept is not compared.
const GENERATED: [(&str, &str); 2] =
    [("hospitals/schema.json", "schema"), ("docs/book/measures.md", "definitions")];

pub fn check(workspace: &Workspace, files: &[SourceFile]) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, verb) in GENERATED {
        let Some(kept) = files.iter().find(|file| file.path == path) else { continue };
        match generate(workspace, verb) {
            Ok(now) => problems.extend(compare(path, verb, &kept.text, &now)),
            Err(error) => problems.push(format!("{path} cannot be generated: {error:#}")),
        }
    }
    problems
}

fn generate(workspace: &Workspace, verb: &str) -> anyhow::Result<String> {
    let onward = workspace.onward()?;
    text(std::process::Command::new(onward).arg(verb).current_dir(&workspace.root))
}

fn compare(path: &str, verb: &str, kept: &str, now: &str) -> Option<String> {
    if kept == now {
        return None;
    }
    let line = kept.lines().zip(now.lines()).take_while(|(kept, now)| kept == now).count() + 1;
    Some(format!("{path} is stale from line {line}: write it with `cargo run --release -- {verb} > {path}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_file_is_a_problem() {
        assert_eq!(compare("a.json", "schema", "x\ny\n", "x\ny\n"), None);
        let stale = compare("a.json", "schema", "x\ny\n", "x\nz\n").unwrap_or_default();
        assert!(stale.starts_with("a.json is stale from line 2"), "{stale}");
    }
}
