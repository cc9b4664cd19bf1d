//! Every hospital file is run by a test, and every faulty one says what message it must give.

use crate::workspace::SourceFile;

pub fn check(files: &[SourceFile]) -> Vec<String> {
    let tests: Vec<&str> =
        files.iter().filter(|file| is_test(&file.path)).map(|file| file.text.as_str()).collect();
    let named = |what: &str| tests.iter().any(|text| text.contains(what));
    let exists = |path: &str| files.iter().any(|file| file.path == path);

    let mut problems = Vec::new();
    for path in files.iter().map(|file| file.path.as_str()) {
        let Some(name) = path.strip_prefix("hospitals/") else { continue };
        let Some((name, ending)) = name.rsplit_once('.') else { continue };
        match (name.strip_prefix("invalid/"), ending) {
            (Some(_), "toml") if !exists(&format!("hospitals/{name}.txt")) => {
                problems.push(format!("{path} has no expected message beside it (hospitals/{name}.txt)"));
            }
            (Some(_), "txt") if !exists(&format!("hospitals/{name}.toml")) => {
                problems.push(format!("{path} is a message of no file (hospitals/{name}.toml)"));
            }
            (Some(_), "toml") if !named("invalid") => {
                problems.push(format!("{path} is read by no test: none mentions \"invalid\""));
            }
            (None, "toml") if !named("every_hospital") && !named(stem(name)) => {
                problems.push(format!("{path} is run by no test in crates/*/tests"));
            }
            (Some(_) | None, _) => {}
        }
    }
    problems
}

fn is_test(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/tests/") && !path.starts_with("crates/xtask/")
}

fn stem(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, stem)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::example;

    #[test]
    fn a_file_is_run_by_name_or_with_all_the_others() {
        let mut files = example(&[("hospitals/w2.toml", ""), ("crates/app/tests/speed.rs", "\"w2\"")]);
        assert_eq!(check(&files), Vec::<String>::new());
        files[1].text = "fn every_hospital_runs() {}".to_owned();
        assert_eq!(check(&files), Vec::<String>::new());
        files[1].text.clear();
        assert_eq!(check(&files), ["hospitals/w2.toml is run by no test in crates/*/tests"]);
    }

    #[test]
    fn a_faulty_file_has_its_message_and_a_message_its_file() {
        let mut files = example(&[
            ("hospitals/invalid/bare-number.toml", ""),
            ("hospitals/invalid/bare-number.txt", ""),
            ("crates/description/tests/invalid.rs", "hospitals/invalid"),
        ]);
        assert_eq!(check(&files), Vec::<String>::new());
        let message = files.remove(1);
        assert_eq!(check(&files).len(), 1);
        files[0] = message;
        assert_eq!(check(&files).len(), 1);
    }
}
