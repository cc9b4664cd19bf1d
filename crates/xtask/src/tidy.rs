//! `cargo xtask tidy`: rules of this repository that no compiler knows. A check a file; each gives its problems as
//! lines of text, all of them, and holds an example that breaks it.

mod absolute_paths;
mod arrows;
mod dependencies;
mod fresh;
mod hospitals;
mod leftovers;
mod licence;
mod map;
mod names;
mod sizes;
mod unused;

use anyhow::bail;

use crate::workspace::Workspace;

/// Runs every check and prints every problem.
pub fn run(workspace: &Workspace) -> anyhow::Result<()> {
    let files = workspace.files()?;
    let graph = workspace.graph()?;
    let policy = dependencies::Policy::read(&std::fs::read_to_string(workspace.root.join("deny.toml"))?)?;
    let checks = [
        ("arrows between crates", arrows::check(text(&files, "ARCHITECTURE.md"), &graph.members)),
        ("map and tree", map::check(text(&files, "ARCHITECTURE.md"), &files)),
        ("names", names::check(&files)),
        ("sizes", sizes::check(text(&files, sizes::LIST), &files)),
        ("hospital files", hospitals::check(&files)),
        ("absolute paths", absolute_paths::check(&files)),
        ("leftovers", leftovers::check(&files)),
        ("licences, bans and sources", dependencies::check(&policy, &graph)),
        ("unused dependencies", unused::check(&graph.members, &files)),
        ("generated files", fresh::check(workspace, &files)),
    ];

    let mut count = 0;
    for (name, problems) in checks {
        println!(
            "{:>4}  {name}",
            if problems.is_empty() { "ok".to_owned() } else { problems.len().to_string() }
        );
        for problem in &problems {
            println!("      - {problem}");
        }
        count += problems.len();
    }
    match count {
        0 => Ok(()),
        1 => bail!("tidy found one problem"),
        _ => bail!("tidy found {count} problems"),
    }
}

/// The text of one file; empty if it is not there, which the check that needs it will notice.
fn text<'a>(files: &'a [crate::workspace::SourceFile], path: &str) -> &'a str {
    files.iter().find(|file| file.path == path).map_or("", |file| &file.text)
}

/// Builds files in memory, for the examples in the checks.
#[cfg(test)]
fn example(files: &[(&str, &str)]) -> Vec<crate::workspace::SourceFile> {
    let file = |(path, text): &(&str, &str)| crate::workspace::SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    files.iter().map(file).collect()
}
