//! One concept, one word: no public item and no measure id uses a word that GLOSSARY.md tells us not to write.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use syn::{Fields, ImplItem, Item, Lit, TraitItem, Visibility};

use crate::workspace::SourceFile;

/// Crates whose words are the users' words.
const CRATES: [&str; 4] = ["hospital", "flow", "outlook", "decision"];

const DO_NOT_WRITE: [&str; 13] = [
    "agent",
    "entity",
    "client",
    "episode",
    "node",
    "spawn",
    "utilisation",
    "bed_blocker",
    "abandon",
    "kpi",
    "stakeholder",
    "intervention",
    "prognosis",
];

pub fn check(files: &[SourceFile]) -> Vec<String> {
    let below = |path: &str, name: &str| path.starts_with(&format!("crates/{name}/src/"));
    let ours = files.iter().filter(|file| {
        file.is_rust()
            && !file.path.ends_with("tests.rs")
            && CRATES.iter().any(|name| below(&file.path, name))
    });
    ours.flat_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Vec<String> {
    let parsed = match syn::parse_file(&file.text) {
        Ok(parsed) => parsed,
        Err(error) => return vec![format!("{}: {error}", file.path)],
    };
    let mut names = Vec::new();
    public_names(&parsed.items, &mut names);
    if let Ok(tokens) = file.text.parse() {
        ids(tokens, &mut names);
    }
    names.sort();
    names.dedup();
    let bad = names.iter().filter_map(|name| Some((name, forbidden(name)?)));
    bad.map(|(name, word)| {
        format!("{}: {name} uses \"{word}\"; GLOSSARY.md has the word we write", file.path)
    })
    .collect()
}

/// The first forbidden word in a name, whichever way the name is written.
fn forbidden(name: &str) -> Option<&'static str> {
    let words = snake(name);
    let begins = |word: &str| {
        let stem = word.strip_suffix('y').unwrap_or(word);
        words.starts_with(stem) || words.contains(&format!("_{stem}"))
    };
    DO_NOT_WRITE.into_iter().find(|word| begins(word))
}

fn snake(name: &str) -> String {
    let mut words = String::new();
    let mut after_small = false;
    for c in name.chars() {
        if c.is_uppercase() && after_small {
            words.push('_');
        }
        after_small = c.is_lowercase();
        words.extend(c.to_lowercase());
    }
    words
}

/// Names of public items, public fields, and variants of public enums, at any depth.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "syn's Item is open, and its other kinds have no public names"
)]
fn public_names(items: &[Item], names: &mut Vec<String>) {
    let mut name = |visibility: &Visibility, ident: &syn::Ident| {
        let public = matches!(visibility, Visibility::Public(_));
        if public {
            names.push(ident.to_string());
        }
        public
    };
    let mut deeper: Vec<&[Item]> = Vec::new();
    for item in items {
        match item {
            Item::Const(item) => {
                name(&item.vis, &item.ident);
            }
            Item::Static(item) => {
                name(&item.vis, &item.ident);
            }
            Item::Type(item) => {
                name(&item.vis, &item.ident);
            }
            Item::Fn(item) => {
                name(&item.vis, &item.sig.ident);
            }
            Item::Struct(item) => {
                name(&item.vis, &item.ident);
                for (visibility, field) in named(&item.fields) {
                    name(visibility, field);
                }
            }
            Item::Enum(item) if name(&item.vis, &item.ident) => {
                for variant in &item.variants {
                    name(&item.vis, &variant.ident);
                    for (_, field) in named(&variant.fields) {
                        name(&item.vis, field);
                    }
                }
            }
            Item::Trait(item) if name(&item.vis, &item.ident) => {
                for part in &item.items {
                    if let TraitItem::Fn(function) = part {
                        name(&item.vis, &function.sig.ident);
                    }
                }
            }
            Item::Impl(item) => {
                for part in &item.items {
                    if let ImplItem::Fn(function) = part {
                        name(&function.vis, &function.sig.ident);
                    }
                }
            }
            Item::Mod(item) => {
                name(&item.vis, &item.ident);
                deeper.extend(item.content.as_ref().map(|(_, items)| items.as_slice()));
            }
            _ => {}
        }
    }
    for items in deeper {
        public_names(items, names);
    }
}

fn named(fields: &Fields) -> impl Iterator<Item = (&Visibility, &syn::Ident)> {
    fields.iter().filter_map(|field| Some((&field.vis, field.ident.as_ref()?)))
}

/// Text in the code that has the shape of a measure's id; tests may say what they like.
fn ids(tokens: TokenStream, names: &mut Vec<String>) {
    let mut in_test = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.to_string().replace(' ', "") == "[cfg(test)]" => in_test = true,
            TokenTree::Group(group) => {
                let skipped = in_test && group.delimiter() == Delimiter::Brace;
                if skipped {
                    in_test = false;
                } else {
                    ids(group.stream(), names);
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => in_test = false,
            TokenTree::Literal(literal) => names.extend(id(literal)),
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

fn id(literal: Literal) -> Option<String> {
    let Lit::Str(text) = Lit::new(literal) else { return None };
    let text = text.value();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (!text.is_empty() && text.chars().all(plain)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::example;

    fn count(path: &str, text: &str) -> usize {
        check(&example(&[(path, text)])).len()
    }

    #[test]
    fn every_kind_of_public_name_is_read() {
        for text in [
            "pub struct Agent;",
            "pub struct Visit { pub episode_count: u8 }",
            "pub enum Kind { BedBlocker }",
            "pub enum Kind { A { entities: u8 } }",
            "pub trait Sink { fn spawn(&self); }",
            "impl Visit { pub fn abandoned(&self) {} }",
            "pub mod outer { pub const MAX_NODES: u8 = 1; }",
            "const ID: &str = \"utilisation\";",
            "fn f() { measure!(\"bed_utilisation\") }",
        ] {
            assert_eq!(count("crates/hospital/src/lib.rs", text), 1, "{text}");
        }
    }

    #[test]
    fn private_names_prose_and_other_crates_are_free() {
        let text =
            "/// No agent here.\nstruct Agent; pub struct Visit { nodes: u8 } const A: &str = \"A node.\";";
        assert_eq!(count("crates/hospital/src/lib.rs", text), 0);
        assert_eq!(count("crates/hospital/src/lib.rs", "pub fn reagent() {}"), 0);
        let tests = "#[cfg(test)]\nmod tests { const BAD: &str = \"agent\"; }";
        assert_eq!(count("crates/hospital/src/lib.rs", tests), 0);
        let tests_elsewhere = "#[cfg(test)]\nmod tests;\nfn f() { g(\"agent\") }";
        assert_eq!(count("crates/hospital/src/lib.rs", tests_elsewhere), 1);
        assert_eq!(count("crates/engine/src/lib.rs", "pub fn spawn() {}"), 0);
    }
}
