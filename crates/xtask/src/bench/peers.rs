//! The other engines: installed under `bench/.peers`, run from `bench/peers`.

use anyhow::Context as _;
use serde_json::Value;

use super::machine;
use super::w2::Engine;
use crate::command::{command, run, text};
use crate::workspace::Workspace;

const PYTHON: &str = "bench/.peers/python";
const PACKAGES: &str = "simpy==4.1.2 ciw==3.2.7";
const NEXOSIM: &str = "bench/.peers/target/release/w2_nexosim";

/// Installs or builds what the engines need and is not there yet.
pub fn set_up(workspace: &Workspace, engines: &[Engine]) -> anyhow::Result<()> {
    let root = &workspace.root;
    if engines.iter().any(|engine| matches!(engine, Engine::Simpy | Engine::Ciw)) {
        let stamp = root.join(PYTHON).join("installed");
        if std::fs::read_to_string(&stamp).ok().as_deref() != Some(PACKAGES) {
            println!("installing {PACKAGES}");
            run(&mut command(root, &format!("python3 -m venv {PYTHON}")))?;
            run(&mut command(root, &format!("{PYTHON}/bin/pip install --quiet {PACKAGES}")))?;
            std::fs::write(stamp, PACKAGES)?;
        }
    }
    if engines.contains(&Engine::Nexosim) {
        let build = "build --quiet --release --locked --manifest-path bench/peers/rs/Cargo.toml";
        run(&mut workspace.cargo(&format!("{build} --target-dir bench/.peers/target")))?;
    }
    Ok(())
}

/// Runs a peer on one core and gives its line of JSON for each replication.
pub fn replications(
    workspace: &Workspace,
    engine: Engine,
    seed: usize,
    replications: usize,
) -> anyhow::Result<Vec<Value>> {
    let program = match engine {
        Engine::Onward => anyhow::bail!("onward is not its own peer"),
        Engine::Simpy => format!("{PYTHON}/bin/python bench/peers/w2_simpy.py"),
        Engine::Ciw => format!("{PYTHON}/bin/python bench/peers/w2_ciw.py"),
        Engine::Nexosim => NEXOSIM.to_owned(),
    };
    let pinned = machine::pinned(&workspace.root);
    let mut command = command(&workspace.root, &format!("{pinned} {program} {seed} {replications}"));
    let written = text(command.env("PYTHONDONTWRITEBYTECODE", "1"))?;
    let lines: Result<Vec<Value>, _> = written.lines().map(serde_json::from_str).collect();
    lines.with_context(|| format!("{program} did not write lines of JSON"))
}
