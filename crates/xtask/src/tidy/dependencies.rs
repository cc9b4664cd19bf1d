//! What `cargo deny check licenses bans sources` checks, from the same `deny.toml`, without installing it; and the
//! number of packages in the lock file.

use anyhow::Context as _;
use toml::de::{DeTable, DeValue};

use super::licence;
use crate::workspace::{Graph, Package};

/// Most packages the lock file may hold, ours included. Raise it only together with a decision record.
const MOST_PACKAGES: usize = 160;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The part of `deny.toml` that this check reads.
pub struct Policy {
    licences: Vec<String>,
    banned: Vec<String>,
}

impl Policy {
    pub fn read(text: &str) -> anyhow::Result<Self> {
        let table = DeTable::parse(text).context("deny.toml")?;
        let list = |section: &str, key: &str| {
            let section = table.get_ref().get(section).and_then(|section| section.get_ref().as_table());
            let list =
                section.and_then(|section| section.get(key)).and_then(|list| list.get_ref().as_array());
            list.with_context(|| format!("deny.toml has no list {key} in its section"))
        };
        let text = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
        let allow = list("licenses", "allow")?.iter().map(|licence| text(licence.get_ref()));
        let deny = list("bans", "deny")?.iter().map(|ban| {
            let table = ban.get_ref().as_table();
            table.and_then(|table| table.get("crate")).and_then(|name| text(name.get_ref()))
        });
        Ok(Self {
            licences: allow.collect::<Option<_>>().context("deny.toml: a licence is not text")?,
            banned: deny.collect::<Option<_>>().context("deny.toml: a ban has no crate")?,
        })
    }
}

pub fn check(policy: &Policy, graph: &Graph) -> Vec<String> {
    let mut problems: Vec<String> =
        graph.others.iter().flat_map(|package| check_package(policy, package)).collect();
    let count = graph.members.len() + graph.others.len();
    if count > MOST_PACKAGES {
        problems.push(format!("the lock file holds {count} packages, more than {MOST_PACKAGES}"));
    }
    problems
}

fn check_package(policy: &Policy, package: &Package) -> Vec<String> {
    let mut problems = Vec::new();
    let name = format!("{} {}", package.name, package.version);
    match &package.licence {
        None => problems.push(format!("{name} states no licence")),
        Some(licence) if !licence::allowed(licence, &policy.licences) => {
            problems.push(format!("{name}: the licence {licence} is not on the list in deny.toml"));
        }
        Some(_) => {}
    }
    if policy.banned.contains(&package.name) {
        problems.push(format!("{name} is banned in deny.toml, which says why"));
    }
    if package.source.as_deref() != Some(REGISTRY) {
        let from = package.source.as_deref().unwrap_or("a directory outside the workspace");
        problems.push(format!("{name} comes from {from}, not from crates.io"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const DENY: &str =
        "[licenses]\nallow = [\"MIT\"]\n[bans]\ndeny = [{ crate = \"chrono-tz\", reason = \"jiff\" }]\n";

    fn package(name: &str, licence: Option<&str>, source: Option<&str>) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.map(str::to_owned),
            source: source.map(str::to_owned),
            dependencies: vec![],
        }
    }

    fn problems(others: Vec<Package>) -> Vec<String> {
        check(&Policy::read(DENY).expect("the example is good"), &Graph { members: vec![], others })
    }

    #[test]
    fn a_good_package_passes() {
        assert!(problems(vec![package("serde", Some("MIT"), Some(REGISTRY))]).is_empty());
    }

    #[test]
    fn licence_ban_source_and_number_are_checked() {
        let git = Some("git+https://example.org/x");
        for (bad, part) in [
            (package("a", None, Some(REGISTRY)), "states no licence"),
            (package("a", Some("GPL-3.0"), Some(REGISTRY)), "not on the list"),
            (package("chrono-tz", Some("MIT"), Some(REGISTRY)), "banned"),
            (package("a", Some("MIT"), git), "not from crates.io"),
            (package("a", Some("MIT"), None), "outside the workspace"),
        ] {
            let told = problems(vec![bad]);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].contains(part), "{told:?}");
        }
        let many = vec![package("a", Some("MIT"), Some(REGISTRY)); MOST_PACKAGES + 1];
        assert_eq!(problems(many).len(), 1);
    }

    #[test]
    fn a_policy_without_its_lists_is_an_error() {
        assert!(Policy::read("[licenses]\nallow = []\n").is_err());
    }
}
