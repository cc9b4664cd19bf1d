//! From a path to a hospital: the file, and the CSV files beside it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use description::{Described, Problem, Request, Setting};

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file is not there, or is not what it should be.
    #[error("{0}")]
    Unreadable(String),
    /// The description of the hospital is wrong; all of its problems.
    #[error("{}", count(.0.len()))]
    Problems(Vec<Problem>),
    /// A measure was asked for that the hospital does not have.
    #[error("{0}")]
    NoSuchMeasure(String),
    /// A file cannot be written.
    #[error("{0}")]
    Unwritable(String),
}

fn count(problems: usize) -> String {
    match problems {
        1 => "1 problem".to_owned(),
        more => format!("{more} problems"),
    }
}

/// A hospital file that was read.
pub(crate) struct Opened {
    pub(crate) described: Described,
    /// What the file says.
    pub(crate) text: String,
}

/// Reads a hospital file with settings and options.
pub(crate) fn open(path: &Path, settings: &[Setting], options: &[String]) -> Result<Opened, Fault> {
    let text = text_of(path).map_err(Fault::Unreadable)?;
    let name = path.display().to_string();
    let request = Request { file: &name, text: &text, settings, options };
    let folder = path.parent().unwrap_or(Path::new(""));
    let described = description::read(&request, &mut |name| beside(folder, name)).map_err(Fault::Problems)?;
    Ok(Opened { described, text })
}

fn text_of(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = String::from_utf8_lossy(&error.as_bytes()[..good]).matches('\n').count() + 1;
        format!("{}:{line}: this is not text in UTF-8; save the file in that encoding", path.display())
    })?;
    // Editors of Windows put a mark at the beginning that is no part of the text.
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    let shown = path.display();
    if path.is_dir() {
        return format!(
            "{shown} is a directory; give the hospital file in it, such as {}",
            path.join("hospital.toml").display()
        );
    }
    if error.kind() == io::ErrorKind::NotFound {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        return format!("there is no file {shown} (looked for {}){}", whole.display(), near(path));
    }
    format!("{shown} cannot be read: {error}")
}

/// Hospital files where one was looked for in vain.
fn near(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else {
        return format!("; there is no directory {} either", folder.display());
    };
    let is_toml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(is_toml)
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    match names.len() {
        0 => String::new(),
        1..=12 => format!("; the directory has {}", names.join(", ")),
        more => format!("; the directory has {} and {} more", names[..12].join(", "), more - 12),
    }
}

/// The text of a file that stands beside the hospital file or below it.
fn beside(folder: &Path, name: &str) -> Result<String, String> {
    let inside =
        Path::new(name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        return Err("only files beside the hospital file, or in directories beside it, are read".to_owned());
    }
    let path = folder.join(name);
    match fs::metadata(&path) {
        Ok(found) if found.is_dir() => Err("it is a directory".to_owned()),
        Ok(_) => text_of(&path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("there is no file {}", path.display()))
        }
        Err(error) => Err(error.to_string()),
    }
}
