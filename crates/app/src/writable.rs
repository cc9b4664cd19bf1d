//! A file that will be written once there is something to write.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::open::Fault;

/// A file that can be written.
#[derive(Debug)]
pub(crate) struct Writable {
    pub(crate) path: PathBuf,
    pub(crate) file: File,
    is_new: bool,
}

impl Writable {
    /// Makes sure that the file can be written, and leaves what is in it until there is something to write.
    pub(crate) fn open(path: &Path) -> Result<Self, Fault> {
        let is_new = !path.exists();
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|error| unwritable(path, &error.to_string()))?;
        Ok(Self { path: path.to_owned(), file, is_new })
    }

    /// Puts this into the file, in place of what was there.
    pub(crate) fn write(&self, text: &str) -> Result<(), Fault> {
        let written = self.file.set_len(0).and_then(|()| (&self.file).write_all(text.as_bytes()));
        written.map_err(|error| unwritable(&self.path, &error.to_string()))
    }

    /// Takes away the file if it was made and never written.
    pub(crate) fn discard(&self) {
        if self.is_new {
            // Nobody is helped by hearing that an empty file could not be removed.
            let _ = fs::remove_file(&self.path);
        }
    }
}

pub(crate) fn unwritable(path: &Path, why: &str) -> Fault {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => Fault::Unwritable(format!(
            "{} cannot be written: there is no directory {}",
            path.display(),
            folder.display()
        )),
        None => Fault::Unwritable(format!("{} cannot be written: {why}", path.display())),
    }
}
