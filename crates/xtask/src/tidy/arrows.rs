//! The table of crates in ARCHITECTURE.md is what the manifests say: same crates, same order, no arrow it does not allow.

use crate::workspace::{DependencyKind, Package};

/// A line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    name: String,
    may_depend_on: Vec<String>,
}

pub fn check(architecture: &str, members: &[Package]) -> Vec<String> {
    let rows = rows(architecture);
    if rows.is_empty() {
        return vec!["ARCHITECTURE.md has no table whose first column is \"crate\"".to_owned()];
    }
    let documented: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let existing: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let mut problems = Vec::new();
    if documented != existing {
        problems.push(format!(
            "the table lists {}; Cargo.toml lists {}: they must be equal, in order",
            documented.join(", "),
            existing.join(", ")
        ));
    }
    for member in members {
        let Some(row) = rows.iter().find(|row| row.name == member.name) else { continue };
        for to in arrows(member, &existing) {
            if !row.may_depend_on.iter().any(|allowed| allowed == to) {
                problems
                    .push(format!("{} depends on {to}, which ARCHITECTURE.md does not allow", member.name));
            }
        }
    }
    problems
}

/// Arrows that users of a crate inherit. Its tests may look at any crate.
fn arrows<'a>(member: &'a Package, existing: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let inherited = member.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Dev);
    inherited.map(|dependency| dependency.name.as_str()).filter(|name| existing.contains(name))
}

fn rows(architecture: &str) -> Vec<Row> {
    let lines = architecture.lines().skip_while(|line| !line.replace(' ', "").starts_with("|crate|"));
    let body = lines.skip(2).take_while(|line| line.starts_with('|'));
    body.filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let name = backticked(cells.first()?).next()?.to_owned();
        let may_depend_on = backticked(cells.last()?).map(str::to_owned).collect();
        Some(Row { name, may_depend_on })
    })
    .collect()
}

/// Every word between backticks.
fn backticked(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    const TABLE: &str = "text\n\n| crate | question | may depend on |\n|---|---|---|\n\
                         | `low` | what? | – |\n| `high` | why? | `low` |\n\nmore";

    fn member(name: &str, to: &[(&str, DependencyKind)]) -> Package {
        let dependency = |(name, kind): &(&str, DependencyKind)| Dependency {
            name: (*name).to_owned(),
            identifier: (*name).to_owned(),
            kind: *kind,
        };
        Package {
            name: name.to_owned(),
            dependencies: to.iter().map(dependency).collect(),
            ..Package::default()
        }
    }

    #[test]
    fn the_documented_arrow_is_allowed_and_so_is_any_from_a_test() {
        let members = [
            member("low", &[("high", DependencyKind::Dev), ("serde", DependencyKind::Normal)]),
            member("high", &[("low", DependencyKind::Normal)]),
        ];
        assert_eq!(check(TABLE, &members), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_upwards_is_a_problem() {
        let members = [member("low", &[("high", DependencyKind::Normal)]), member("high", &[])];
        assert_eq!(check(TABLE, &members), ["low depends on high, which ARCHITECTURE.md does not allow"]);
    }

    #[test]
    fn another_order_a_missing_crate_and_a_missing_table_are_problems() {
        assert_eq!(check(TABLE, &[member("high", &[]), member("low", &[])]).len(), 1);
        assert_eq!(check(TABLE, &[member("low", &[])]).len(), 1);
        assert_eq!(check("no table", &[member("low", &[])]).len(), 1);
    }
}
