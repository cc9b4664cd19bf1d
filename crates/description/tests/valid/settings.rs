//! What `--set` and options change, and how problems in them are told.

use hospital::{Capacity, PayerId, Process};

use super::{described, hours, problems, shown, small};

#[test]
fn settings_change_values_and_need_no_quotes() {
    let text = small("", "", "", "time = { exponential = \"1 day\" }\nnext = { home = 0.9, died = 0.1 }");
    let changed = described(
        &text,
        &[
            ("place.ward.spaces", "7 beds"),
            ("place.ward.queue.limit", "5"),
            ("place.ward.turnaround", "{ fixed = \"1 h\" }"),
            ("run.seed", "9"),
            ("pathway.stay.in_bed.time.exponential", "2 days"),
            ("pathway.stay.in_bed.next", "{ home = 0.8, died = 0.2 }"),
            ("arrivals.all.rate", "6 / day"),
            ("run.start", "2026-01-06 06:00"),
            ("place.ward.leave_hours", "08-20"),
            ("place.ward.cost", "£346 / day"),
            ("name", "Changed"),
        ],
        &[],
    )
    .hospital;
    assert_eq!(changed.name, "Changed");
    assert_eq!(changed.clock.start_of_week, hours(30.0));
    assert_eq!(changed.places[0].capacity, Capacity::Always(7));
    assert_eq!(changed.places[0].queue.limit, Some(5));
    assert!(changed.places[0].turnaround.is_some());
    assert_eq!(changed.run.seed, 9);
    assert_eq!(changed.activities[0].time.leaves()[0].mean(), 48.0 * 3_600_000.0);
    let Process::Rate(rate) = &changed.arrivals[0].process else { panic!("it is a rate") };
    assert_eq!((rate.base_per_day, rate.scale), (3.0, 2.0));
    let nobody = small("", "", "rate = \"0 / day\"", "");
    let Process::Rate(rate) =
        described(&nobody, &[("arrivals.all.rate", "6 / day")], &[]).hospital.arrivals[0].process.clone()
    else {
        panic!("it is a rate")
    };
    assert_eq!((rate.base_per_day, rate.scale), (6.0, 1.0));
}

#[test]
fn a_wrong_setting_is_shown_as_it_was_given() {
    let text = small("", "", "", "");
    let found = problems(
        &text,
        &[("place.ward.spaces", "7"), ("place.wrad.spaces", "7 beds"), ("place.ward.spaces.x", "1")],
        &[],
    );
    assert_eq!(
        shown(&found),
        "--set place.ward.spaces: 7 of what? A count is written with what is counted\n \
         |\n | place.ward.spaces=7\n |                   ^\n = help: write `\"7 spaces\"`\n\
         --set place.wrad.spaces: nothing in the file has the path `place.wrad.spaces`\n \
         |\n | place.wrad.spaces=7 beds\n | ^^^^^^^^^^^^^^^^^\n = help: did you mean `place.ward.spaces`?\n\
         --set place.ward.spaces.x: nothing in the file has the path `place.ward.spaces.x`\n \
         |\n | place.ward.spaces.x=1\n | ^^^^^^^^^^^^^^^^^^^\n = help: did you mean `place.ward.spaces`?"
    );
}

#[test]
fn options_are_made_in_order_and_settings_last() {
    let more = "[option.one]\nowner = \"community\"\ncost = \"£3000 / day\"\nchanges = [{ set = \"place.ward.spaces\", to = \"5 beds\" }, { set = \"arrivals.all.rate\", to = \"1.5 / day\" }]\n\
                [option.two]\ncost = \"£500 / day\"\ncost_once = \"£10\"\nchanges = [{ set = \"place.ward.spaces\", to = \"6 beds\" }]\n";
    let text = small(more, "", "", "");
    let spaces = |settings: &[(&str, &str)], options: &[&str]| {
        described(&text, settings, options).hospital.places[0].capacity.clone()
    };
    assert_eq!(spaces(&[], &[]), Capacity::Always(4));
    assert_eq!(spaces(&[], &["one"]), Capacity::Always(5));
    assert_eq!(spaces(&[], &["one", "two"]), Capacity::Always(6));
    assert_eq!(spaces(&[], &["two", "one"]), Capacity::Always(5));
    assert_eq!(spaces(&[("place.ward.spaces", "9 beds")], &["one"]), Capacity::Always(9));
    let both = described(&text, &[("option.two.cost", "£600 / day")], &["one", "two"]);
    assert_eq!(both.hospital.payments.options, [(PayerId::TRUST, 3000.0), (PayerId::TRUST, 600.0)]);
    let summaries: Vec<(&str, &str, f64, f64)> = both
        .options
        .iter()
        .map(|o| (o.name.as_str(), o.owner.as_str(), o.cost_per_day, o.cost_once))
        .collect();
    assert_eq!(summaries, [("one", "community", 3000.0, 0.0), ("two", "", 600.0, 10.0)]);
    let Process::Rate(rate) = &both.hospital.arrivals[0].process else { panic!("it is a rate") };
    assert_eq!((rate.base_per_day, rate.scale), (3.0, 0.5));
    let unknown = problems(&text, &[], &["tow"]);
    assert_eq!(
        shown(&unknown),
        "--with: no option is called `tow`\n |\n | tow\n | ^^^\n = help: did you mean `two`?"
    );
}

#[test]
fn paths_go_into_lists_and_quoted_names() {
    let text = small(
        "",
        "limits = { \"stay.in_bed\" = \"3 beds\" }",
        "rate = \"3 / day\"\nby_weekday = [1, 1, 1, 1, 1, 1, 1]",
        "",
    );
    let changed = described(
        &text,
        &[("place.ward.limits.\"stay.in_bed\"", "2 beds"), ("arrivals.all.by_weekday.6", "8")],
        &[],
    )
    .hospital;
    assert_eq!(changed.places[0].limits[0].1, 2);
    let Process::Rate(rate) = &changed.arrivals[0].process else { panic!("it is a rate") };
    assert_eq!(rate.by_weekday, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 4.0]);
}

#[test]
fn all_problems_are_found_with_their_lines() {
    let text = "onward = 1\nname = \"Many\"\n[place.ward]\nspaces = 28\nkind = \"wardd\"\ncoste = 1\n[arrivals.all]\nrate = \"3\"\npathway = \"stya\"\n\
                [pathway.stay.in_bed]\nat = \"wrad\"\ntime = { exponential = 4 }\nnext = { home = 0.5 }\n[exit.out]\ncounts_as = \"ok\"\n";
    let lines: Vec<usize> = problems(text, &[], &[]).iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [4, 5, 6, 8, 9, 11, 12, 13, 15]);
}

#[test]
fn what_cannot_be_read_is_not_also_missing() {
    for (text, lines) in [
        // The value of a needed key.
        (small("", "spaces =", "", ""), vec![5]),
        // A heading, and with it a name.
        (small("", "", "", "").replace("[place.ward]", "[place.ward"), vec![4]),
        // A list that swallows what follows.
        (small("", "", "rate = \"3 / day\"\nby_hour = [1, 2", ""), vec![10]),
        // Two slips at once, each said once.
        (small("", "spaces = 4 beds", "rate = 3 / day", ""), vec![5, 8]),
    ] {
        let found: Vec<usize> = problems(&text, &[], &[]).iter().map(|problem| problem.line).collect();
        assert_eq!(found, lines, "{text}\n{}", shown(&problems(&text, &[], &[])));
    }
}

#[test]
fn an_option_that_is_not_chosen_is_checked_too() {
    let more = "[option.more]\nchanges = [{ set = \"place.ward.spaces\", to = \"lots\" }, { set = \"place.ward.turnaround\", to = { exponental = \"1 h\" } }]\n";
    let found = problems(&small(more, "", "", ""), &[], &[]);
    assert_eq!(found.len(), 2, "{}", shown(&found));
    assert!(found.iter().all(|problem| problem.line == 4));
}

#[test]
fn what_was_changed_is_told_as_it_was_written() {
    let text = small("", "cost = \"£9 / day\"", "", "")
        + "[option.more]\nchanges = [{ set = \"place.ward.spaces\", to = \"6 beds\" }]\n";
    let set = [("place.ward.spaces", "8 beds"), ("place.ward.turnaround", "{ fixed = \"1 h\" }")];
    let found = described(&text, &set, &["more"]).changes;
    let told: Vec<(Option<&str>, &str, Option<&str>, &str)> = found
        .iter()
        .map(|it| (it.option.as_deref(), it.path.as_str(), it.before.as_deref(), it.after.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("more"), "place.ward.spaces", Some("\"4 beds\""), "\"6 beds\""),
            (None, "place.ward.spaces", Some("\"6 beds\""), "8 beds"),
            (None, "place.ward.turnaround", None, "{ fixed = \"1 h\" }"),
        ]
    );
}
