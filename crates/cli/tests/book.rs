//! Every snippet of `docs/book/*.md` is run, in the order of its page, in a folder that the page has to itself.
//!
//! | a block that is fenced as | is |
//! |---|---|
//! | `toml hospital NAME.toml` | written under that name, and `onward check` must find no problem in it |
//! | `toml` and begins with `onward = ` | a whole file too, without a name |
//! | `toml faulty NAME.toml` | written under that name, and `onward check` must find a problem in it |
//! | `csv file NAME.csv` | written under that name |
//! | `console` | run: each line `$ onward …` must succeed and print what follows, where `…` is anything |
//! | `console fails` | run, and each command must end with status 1 |
//! | anything else | for reading only |
//!
//! Lines without `…` follow each other in the output as they do on the page; empty lines count for nothing. The hospitals
//! of this repository are in the folder as `hospitals/`. Besides `onward`, optionally with `> FILE`, a page may use
//! `head -N FILE`.
//!
//! `UPDATE_EXPECTED=1 cargo test -p cli --test book` writes figures anew where the words before them are the same; read
//! the difference before keeping it, and the prose around it.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

const ANYTHING: &str = "…";

#[test]
fn every_snippet_of_the_book_does_what_its_page_says() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut pages: Vec<PathBuf> = fs::read_dir(of_project("docs/book"))
        .expect("the book is there")
        .map(|entry| entry.expect("the book can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    let mut wrong = Vec::new();
    for path in &pages {
        let text = fs::read_to_string(path).expect("a page can be read");
        let mut page = Page::new(path, &text);
        page.run(update);
        let after = page.lines.join("\n") + "\n";
        if update && after != text {
            fs::write(path, after).expect("a page can be written");
        }
        wrong.append(&mut page.wrong);
    }
    assert!(wrong.is_empty(), "{} snippets differ from the book:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn a_page_whose_meaning_changed_is_refused() {
    let output = ["Waits", "desk    2  80.2 ± 0.3", "ward    8  91.0 ± 0.1", "More: see --help"];
    let cases: [(&str, bool); 9] = [
        ("Waits\ndesk    2  80.2 ± 0.3\n\nward    8  91.0 ± 0.1\nMore: see --help", true),
        ("…\ndesk    2  80.2 ± 0.3\n…", true),
        ("…\ndesk    2  …\n…\nMore: see …", true),
        ("…\nward    8  … ± 0.1\n…", true),
        ("…\ndesk    2  80.3 ± 0.3\n…", false),
        ("desk    2  80.2 ± 0.3\n…", false),
        ("…\nward    8  91.0 ± 0.1\ndesk    2  80.2 ± 0.3\n…", false),
        ("…\ndesk    2  80.2 ± 0.3\nMore: see --help", false),
        ("…\nward    8  … ± 0.2\n…", false),
    ];
    for (page, fit) in cases {
        assert_eq!(fits(&filled(page.lines()), &output), fit, "{page}");
    }
}

#[test]
fn figures_are_written_anew_by_the_words_before_them() {
    let page = [
        "1 year, seed 1",
        "…",
        "Over 12 hours in ED   7.1  %",
        "clinic   1  80.2 ± 0.3",
        "─────",
        "ward   …",
    ];
    let output =
        ["1 year, seed 2", "Waits", "Over 12 hours in ED   6.9  %", "clinic   2  40.1 ± 0.3", "────"];
    assert_eq!(
        refreshed(&page, &output),
        ["1 year, seed 2", "…", "Over 12 hours in ED   6.9  %", "clinic   2  40.1 ± 0.3", "────", "ward   …"]
    );
}

struct Page {
    name: String,
    folder: PathBuf,
    lines: Vec<String>,
    wrong: Vec<String>,
}

/// What is to be done with a block.
enum Use {
    Hospital(String),
    Faulty(String),
    File(String),
    Console { status: i32 },
    Read,
}

/// A block: what it is for and which lines of the page are in it.
struct Snippet {
    purpose: Use,
    lines: Range<usize>,
}

impl Page {
    fn new(path: &Path, text: &str) -> Self {
        let stem = path.file_stem().expect("a page has a name").to_string_lossy().into_owned();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book").join(&stem);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("what an earlier test left can be removed");
        }
        copy(&of_project("hospitals"), &folder.join("hospitals"));
        let lines = text.lines().map(str::to_owned).collect();
        Self { name: format!("docs/book/{stem}.md"), folder, lines, wrong: Vec::new() }
    }

    fn run(&mut self, update: bool) {
        for snippet in snippets(&self.lines) {
            let lines = snippet.lines;
            match snippet.purpose {
                Use::Hospital(name) => self.check(&name, lines, 0),
                Use::Faulty(name) => self.check(&name, lines, 1),
                Use::File(name) => self.write(&name, lines),
                Use::Console { status } => self.console(lines, status, update),
                Use::Read => {}
            }
        }
    }

    fn write(&self, name: &str, lines: Range<usize>) {
        let text = self.lines[lines].join("\n") + "\n";
        fs::write(self.folder.join(name), text).expect("the folder can be written");
    }

    fn check(&mut self, name: &str, lines: Range<usize>, status: i32) {
        let line = lines.start;
        self.write(name, lines);
        let words = ["onward", "check", name].map(str::to_owned);
        if let Err(why) = executed(&self.folder, &words, status) {
            self.wrong.push(format!("{}:{line}: {name}: {why}", self.name));
        }
    }

    fn console(&mut self, lines: Range<usize>, status: i32, update: bool) {
        for (command, expected) in commands(&self.lines, lines) {
            let place = format!("{}:{}: $ {command}", self.name, expected.start);
            let output = match executed(&self.folder, &words(&command), status) {
                Ok(output) => output,
                Err(why) => {
                    self.wrong.push(format!("{place}\n{why}"));
                    continue;
                }
            };
            let output = filled(output.lines());
            if update {
                self.refresh(expected.clone(), &output);
            }
            let page = filled(self.lines[expected].iter().map(String::as_str));
            if !fits(&page, &output) {
                let (page, output) = (page.join("\n"), output.join("\n"));
                self.wrong.push(format!("{place}\n--- the page\n{page}\n--- the output\n{output}"));
            }
        }
    }

    fn refresh(&mut self, expected: Range<usize>, output: &[&str]) {
        let filled = expected.filter(|&line| !self.lines[line].trim().is_empty());
        let numbers: Vec<usize> = filled.collect();
        let page: Vec<&str> = numbers.iter().map(|&line| self.lines[line].as_str()).collect();
        for (number, line) in numbers.iter().zip(refreshed(&page, output)) {
            self.lines[*number] = line;
        }
    }
}

fn of_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let to = to.join(path.file_name().expect("a file has a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("the file can be copied");
        }
    }
}

/// The blocks of a page in their order.
fn snippets(lines: &[String]) -> Vec<Snippet> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for (number, line) in lines.iter().enumerate() {
        let Some(fence) = line.strip_prefix("```") else { continue };
        open = match open {
            None => Some((fence, number + 1)),
            Some((tag, first)) => {
                let purpose = purpose(tag, &lines[first..number], first);
                found.push(Snippet { purpose, lines: first..number });
                None
            }
        };
    }
    assert!(open.is_none(), "a block of the page is not closed");
    found
}

fn purpose(tag: &str, block: &[String], first: usize) -> Use {
    let whole = block.first().is_some_and(|line| line.starts_with("onward = "));
    match tag.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["toml", "hospital", name] => Use::Hospital((*name).to_owned()),
        ["toml", "faulty", name] => Use::Faulty((*name).to_owned()),
        ["csv", "file", name] => Use::File((*name).to_owned()),
        ["toml"] if whole => Use::Hospital(format!("line_{first}.toml")),
        ["console"] => Use::Console { status: 0 },
        ["console", "fails"] => Use::Console { status: 1 },
        _ => Use::Read,
    }
}

/// The commands of a console block, each with the lines that show its output. A `\` at the end joins lines.
fn commands(lines: &[String], block: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut goes_on = false;
    for number in block {
        let line = lines[number].as_str();
        let part = if goes_on { Some(line) } else { line.strip_prefix("$ ") };
        match (part, found.last_mut()) {
            (Some(part), Some((command, output))) if goes_on => {
                command.push_str(part.trim_end_matches('\\'));
                *output = number + 1..number + 1;
            }
            (Some(part), _) => found.push((part.trim_end_matches('\\').to_owned(), number + 1..number + 1)),
            (None, Some((_, output))) => output.end = number + 1,
            (None, None) => {}
        }
        goes_on = part.is_some_and(|part| part.ends_with('\\'));
    }
    found
}

/// The words of a command as a shell has them, with both kinds of quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (None, ' ') => words.extend(word.take()),
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (Some(open), _) if open == letter => quote = None,
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// What a command prints, standard error last; or why it is not as it should be.
fn executed(folder: &Path, words: &[String], status: i32) -> Result<String, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (words, into) = match words.as_slice() {
        [words @ .., ">", file] => (words, Some(folder.join(file))),
        words => (words, None),
    };
    match words {
        ["head", lines, file] => head(folder, lines, file),
        ["onward", arguments @ ..] => onward(folder, arguments, into.as_deref(), status),
        _ => Err("only `onward` and `head -N FILE` are run here; fence it as `sh`".to_owned()),
    }
}

fn head(folder: &Path, lines: &str, file: &str) -> Result<String, String> {
    let lines = lines.trim_start_matches('-').parse().map_err(|_| format!("how many lines is {lines}?"))?;
    let text = fs::read_to_string(folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
    Ok(text.lines().take(lines).collect::<Vec<_>>().join("\n"))
}

fn onward(folder: &Path, arguments: &[&str], into: Option<&Path>, status: i32) -> Result<String, String> {
    let run = Command::new(env!("CARGO_BIN_EXE_onward")).args(arguments).current_dir(folder).output();
    let run = run.expect("the binary can be started");
    let mut output = String::from_utf8_lossy(&run.stdout).into_owned();
    if let Some(file) = into {
        fs::write(file, &output).map_err(|error| format!("{}: {error}", file.display()))?;
        output.clear();
    }
    output.push_str(&String::from_utf8_lossy(&run.stderr));
    match run.status.code() {
        Some(found) if found == status => Ok(output),
        found => Err(format!("ends with status {found:?} instead of {status}:\n{output}")),
    }
}

/// Lines that are not empty, without spaces at their ends.
fn filled<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    lines.map(str::trim_end).filter(|line| !line.is_empty()).collect()
}

/// Whether the output is what the page shows of it.
fn fits(page: &[&str], output: &[&str]) -> bool {
    match page.split_first() {
        None => output.is_empty(),
        Some((&ANYTHING, rest)) => (0..=output.len()).any(|skipped| fits(rest, &output[skipped..])),
        Some((line, rest)) => {
            output.split_first().is_some_and(|(found, left)| is_shown_by(found, line) && fits(rest, left))
        }
    }
}

/// Whether a line of output is the page's, in which `…` is anything.
fn is_shown_by(found: &str, line: &str) -> bool {
    let mut parts = line.split(ANYTHING);
    let Some(mut rest) = parts.next().and_then(|start| found.strip_prefix(start)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((end, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(end)
}

/// The lines of a page with the figures of the output. A line with `…`, or that the output lacks, stays.
fn refreshed(page: &[&str], output: &[&str]) -> Vec<String> {
    let mut next = 0;
    let mut skipping = false;
    let mut lines = Vec::new();
    for line in page {
        let within = if skipping { next..output.len() } else { next..output.len().min(next + 1) };
        let same = |&at: &usize| is_shown_by(output[at], line);
        let alike = |&at: &usize| label(output[at]) == label(line);
        let found = match *line {
            ANYTHING => None,
            _ => within.clone().find(same).or_else(|| within.clone().find(alike)),
        };
        skipping = *line == ANYTHING;
        if let Some(at) = found {
            next = at + 1;
        }
        let kept = if line.contains(ANYTHING) { None } else { found };
        lines.push(kept.map_or_else(|| (*line).to_owned(), |at| output[at].to_owned()));
    }
    lines
}

/// The words with which a line begins, before its figures.
fn label(line: &str) -> String {
    let line = line.trim();
    if line.starts_with('─') {
        return "─".to_owned();
    }
    if let Some((words, _)) = line.split_once("  ") {
        return words.to_owned();
    }
    let plain = |word: &&str| !word.contains(|letter: char| letter.is_ascii_digit());
    line.split(' ').take_while(plain).collect::<Vec<_>>().join(" ")
}
