//! The workspace as this tool sees it: its files, and its packages as `cargo metadata` tells them.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::Value;

use crate::command::{command, text};

/// Where everything is, and the tools that read it.
pub struct Workspace {
    /// Directory of the root manifest.
    pub root: PathBuf,
}

/// One text file that is in the repository or about to be.
#[derive(Debug)]
pub struct SourceFile {
    /// Path from the root, with forward slashes.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// One package of the dependency graph, ours or somebody's.
#[derive(Debug, Clone, Default)]
pub struct Package {
    /// As in its manifest.
    pub name: String,
    /// As in its manifest.
    pub version: String,
    /// SPDX expression, if it states one.
    pub licence: Option<String>,
    /// Registry or repository it came from; none for packages of this workspace.
    pub source: Option<String>,
    /// What its manifest names.
    pub dependencies: Vec<Dependency>,
}

/// One line of a manifest's dependency tables.
#[derive(Debug, Clone)]
pub struct Dependency {
    /// The package depended on.
    pub name: String,
    /// The identifier it has in code.
    pub identifier: String,
    /// Which table it stands in.
    pub kind: DependencyKind,
}

/// A dependency table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DependencyKind {
    /// `[dependencies]`
    Normal,
    /// `[dev-dependencies]`
    Dev,
    /// `[build-dependencies]`
    Build,
}

/// The whole graph.
#[derive(Debug, Default)]
pub struct Graph {
    /// Packages of this workspace, in the order of the root manifest.
    pub members: Vec<Package>,
    /// Everybody else's.
    pub others: Vec<Package>,
}

impl SourceFile {
    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.ends_in("rs")
    }

    /// Whether the name ends in a dot and this.
    pub fn ends_in(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|end| end == extension)
    }
}

impl Workspace {
    /// The workspace this tool was compiled in.
    pub fn open() -> anyhow::Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).context("xtask lies two directories below the root")?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// Runs cargo, the same one that runs us.
    pub fn cargo(&self, arguments: &str) -> std::process::Command {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let mut command = std::process::Command::new(cargo);
        command.args(arguments.split_whitespace()).current_dir(&self.root);
        command
    }

    /// Builds the binary `onward` with optimisation, and says where it is.
    pub fn onward(&self) -> anyhow::Result<PathBuf> {
        crate::command::run(&mut self.cargo("build --quiet --release --package cli"))?;
        let metadata = self.metadata("--no-deps")?;
        let target =
            metadata["target_directory"].as_str().context("cargo metadata has no target directory")?;
        Ok(Path::new(target).join("release").join("onward"))
    }

    /// Every text file that git tracks or would track.
    pub fn files(&self) -> anyhow::Result<Vec<SourceFile>> {
        let list = text(&mut command(&self.root, "git ls-files -z --cached --others --exclude-standard"))?;
        let mut files = Vec::new();
        for path in list.split('\0').filter(|path| !path.is_empty()) {
            // A file deleted but not yet committed is still listed; one that is not text is nobody's to read here.
            if let Ok(text) = std::fs::read_to_string(self.root.join(path)) {
                files.push(SourceFile { path: path.to_owned(), text });
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// The dependency graph of the lock file, for all platforms.
    pub fn graph(&self) -> anyhow::Result<Graph> {
        let metadata = self.metadata("")?;
        let members = metadata["workspace_members"].as_array().context("cargo metadata lists no members")?;
        let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
        let find = |id: &Value| packages.iter().find(|package| package["id"] == *id).map(package);
        Ok(Graph {
            members: members.iter().filter_map(find).collect(),
            others: packages.iter().filter(|other| !members.contains(&other["id"])).map(package).collect(),
        })
    }

    fn metadata(&self, more: &str) -> anyhow::Result<Value> {
        let told = text(&mut self.cargo(&format!("metadata --format-version 1 --locked {more}")))?;
        Ok(serde_json::from_str(&told)?)
    }
}

fn package(metadata: &Value) -> Package {
    let word = |key: &str| metadata[key].as_str().map(str::to_owned);
    let dependencies = metadata["dependencies"].as_array().map_or(&[][..], Vec::as_slice);
    Package {
        name: word("name").unwrap_or_default(),
        version: word("version").unwrap_or_default(),
        licence: word("license"),
        source: word("source"),
        dependencies: dependencies.iter().map(dependency).collect(),
    }
}

fn dependency(metadata: &Value) -> Dependency {
    let name = metadata["name"].as_str().unwrap_or_default();
    Dependency {
        name: name.to_owned(),
        identifier: metadata["rename"].as_str().unwrap_or(name).replace('-', "_"),
        kind: match metadata["kind"].as_str() {
            Some("dev") => DependencyKind::Dev,
            Some("build") => DependencyKind::Build,
            Some(_) | None => DependencyKind::Normal,
        },
    }
}
