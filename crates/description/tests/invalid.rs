//! Every file of `hospitals/invalid/` gives exactly the messages of the text beside it.
//!
//! `UPDATE_EXPECTED=1 cargo test -p description` writes the texts anew; read them as a person would before keeping them.

#![allow(clippy::disallowed_methods, reason = "this test reads and may write the files it is about")]

use std::fs;
use std::path::{Path, PathBuf};

use description::{Request, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../hospitals/invalid")
}

fn messages(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("the file is there");
    let file = path.file_name().expect("it has a name").to_string_lossy();
    let request = Request { file: &file, text: &text, settings: &[], options: &[] };
    let mut beside =
        |name: &str| fs::read_to_string(folder().join(name)).map_err(|_| "there is no such file".to_owned());
    match read(&request, &mut beside) {
        Ok(_) => "no problem\n".to_owned(),
        Err(problems) => {
            let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
            shown.join("\n\n") + "\n"
        }
    }
}

#[test]
fn every_faulty_file_gives_the_messages_beside_it() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut wrong = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 45, "there are only {} faulty files", files.len());
    for path in files {
        let found = messages(&path);
        let beside = path.with_extension("txt");
        if update {
            fs::write(&beside, &found).expect("the text can be written");
        }
        if fs::read_to_string(&beside).unwrap_or_default() != found || found == "no problem\n" {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "messages differ from the texts beside the files:\n{}", wrong.join("\n"));
}
