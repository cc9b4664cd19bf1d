//! The teaching hospital with dates, shocks and rules: with and without a rule, the same people.

mod support;

use app::{Control, SimulateRequest, prepare};
use support::{With, path, simulate};

const SHORT: [(&str, &str); 2] = [("run.runs", "8"), ("run.collect", "182 days")];

#[test]
fn a_surge_rule_shortens_boarding_and_costs_what_it_says() {
    let with = simulate("teaching/surge.toml", With { options: &[], settings: &SHORT });
    let without = simulate("teaching/surge.toml", With { options: &["no_rules"], settings: &SHORT });
    assert!(without.0.rules.is_empty(), "there are no rules then");
    let (ruled, unruled) = (with.whole("boarding_time"), without.whole("boarding_time"));
    // The same people in both, so that each run is compared with itself; the means lie far apart.
    assert!(ruled.mean < 0.6 * unruled.mean, "{ruled:?}, {unruled:?}");
    let surge = with.0.rules.iter().find(|rule| rule.name == "surge").expect("it is there");
    let of = |id: &str| surge.measures.iter().find(|it| it.definition.id == id).expect("a rule has it").mean;
    let (share, times, cost) = (of("rule_on_share"), of("rule_times"), of("rule_cost"));
    assert!(share > 0.01 && times > 0.01);
    assert!((cost - (2400.0 * share + 500.0 * times)).abs() < 1e-6, "{cost}");
}

#[test]
fn arrivals_are_the_same_people_with_and_without_rules() {
    // Rules that stop electives take away some of them; everybody else comes all the same.
    let with = simulate("teaching/surge.toml", With { options: &[], settings: &SHORT });
    let without = simulate("teaching/surge.toml", With { options: &["no_rules"], settings: &SHORT });
    let arrivals = |found: &support::Found, pathway| found.pathway(pathway, "arrivals").mean;
    assert_eq!(arrivals(&with, "emergency"), arrivals(&without, "emergency"));
    assert!(arrivals(&with, "planned") < arrivals(&without, "planned"));
}

#[test]
fn the_figures_do_not_depend_on_the_number_of_threads() {
    let json = |threads| {
        let request = SimulateRequest {
            file: path("teaching/surge.toml"),
            from: None,
            collect: None,
            warm_up: None,
            runs: Some(4),
            seed: None,
            settings: Vec::new(),
            options: vec!["winter_beds".to_owned()],
            threads,
            precision: None,
            movements: None,
            report: None,
            associated: false,
        };
        let simulation = prepare(request).expect("the file is sound");
        app::json(&simulation.run(&Control::default()).expect("nobody asks it to stop"))
    };
    let one = json(1);
    assert!(one.contains("\"rule_on_share\""));
    assert_eq!(one, json(2));
}
