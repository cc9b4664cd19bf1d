//! What the writer of a file says about its values: its comments, each with the path of what stands below it.

/// A comment of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The heading, or the key under its heading, that comes next: `place.amu` or `place.amu.spaces`. Empty at the top.
    pub path: String,
    /// The comment, a line for each of its paragraphs.
    pub text: String,
}

/// The comments of a file, in order.
///
/// A comment speaks for what stands below it, and often for more: how much, only its reader can tell.
pub fn notes(text: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    let (mut heading, mut found) = (String::new(), Vec::<String>::new());
    let mut continues = false;
    for line in text.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            continues = add(&mut found, comment, continues);
            continue;
        }
        continues = false;
        let Some(path) = path_of(line, &mut heading) else { continue };
        let paragraphs = std::mem::take(&mut found);
        if !paragraphs.is_empty() {
            notes.push(Note { path, text: paragraphs.join("\n") });
        }
    }
    notes
}

/// Adds a line of comment; says whether the next one goes on with its paragraph.
fn add(found: &mut Vec<String>, comment: &str, continues: bool) -> bool {
    // `#:schema` is for editors, and a line without a letter is drawn for the eye.
    let line = comment.trim();
    if comment.starts_with(':') || !line.contains(|c: char| c.is_alphanumeric()) {
        return false;
    }
    match found.last_mut().filter(|_| continues) {
        Some(paragraph) => {
            paragraph.push(' ');
            paragraph.push_str(line);
        }
        None => found.push(line.to_owned()),
    }
    true
}

/// The path that a line of TOML begins, if it begins one.
fn path_of(line: &str, heading: &mut String) -> Option<String> {
    if let Some(rest) = line.strip_prefix('[') {
        let name = rest.split(']').next()?;
        let is_heading = !name.is_empty() && name.chars().all(is_in_path);
        return is_heading.then(|| name.clone_into(heading)).map(|()| heading.clone());
    }
    let (key, _) = line.split_once('=')?;
    let key = key.trim();
    let is_key = !key.is_empty() && key.chars().all(is_in_path);
    is_key.then(|| match heading.as_str() {
        "" => String::new(),
        heading => format!("{heading}.{key}"),
    })
}

fn is_in_path(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_belong_to_what_comes_next() {
        let text = "#:schema x.json\n# A clinic,\n# told twice.\n#\n# It does not exist.\nonward = 1\n\n\
                    # ----\n# Who comes\n# ----\n\n# Counted in 2024.\n[arrivals.all]\n# Guessed.\nrate = \"4 / h\" # no\n\
                    by_hour = [\n  # inside\n  1, 2,\n]\n";
        let found = notes(text);
        let pairs: Vec<(&str, &str)> = found.iter().map(|it| (it.path.as_str(), it.text.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("", "A clinic, told twice.\nIt does not exist."),
                ("arrivals.all", "Who comes\nCounted in 2024."),
                ("arrivals.all.rate", "Guessed."),
            ]
        );
    }
}
