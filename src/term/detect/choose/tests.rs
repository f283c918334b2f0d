use super::*;

/// What a terminal answered and set, and what follows from it.
struct Case {
    name: &'static str,
    version: Option<&'static str>,
    mode: Option<u16>,
    device: Option<[u32; 3]>,
    variables: &'static [(&'static str, &'static str)],
    client: Option<&'static str>,
    profile: Profile,
}

const NOTHING: Case = Case {
    name: "",
    version: None,
    mode: None,
    device: None,
    variables: &[],
    client: None,
    profile: Profile::Lrm,
};

fn choice(case: &Case) -> Choice {
    let replies = Replies {
        bidi_mode: case.mode,
        version: case.version.map(str::to_owned),
        device: case.device,
        complete: case.device.is_some(),
        ..Replies::default()
    };
    let variable = |name: &str| {
        let found = case.variables.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    choose(&replies, &variable, &|| case.client.map(str::to_owned))
}

fn check(cases: &[Case]) {
    for case in cases {
        let choice = choice(case);
        assert_eq!(choice.profile, case.profile, "{}: {choice:?}", case.name);
    }
}

#[test]
fn terminals_are_known_by_their_answers() {
    check(&[
        Case {
            name: "VTE 0.70",
            mode: Some(1),
            device: Some([65, 7006, 1]),
            variables: &[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")],
            profile: Profile::Explicit,
            ..NOTHING
        },
        Case {
            name: "VTE that gives its name",
            version: Some("VTE(7802)"),
            mode: Some(1),
            device: Some([65, 7802, 1]),
            profile: Profile::Explicit,
            ..NOTHING
        },
        Case {
            name: "Konsole 22.12",
            version: Some("Konsole 22.12.3"),
            device: Some([1, 115, 0]),
            variables: &[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "221203")],
            profile: Profile::Konsole,
            ..NOTHING
        },
        Case {
            name: "mlterm 3.9",
            mode: Some(0),
            device: Some([24, 279, 0]),
            variables: &[("TERM", "mlterm"), ("MLTERM", "3.9.2")],
            profile: Profile::Mlterm,
            ..NOTHING
        },
        Case {
            name: "kitty 0.26",
            version: Some("kitty(0.26.5)"),
            mode: Some(0),
            device: Some([1, 4000, 26]),
            variables: &[("TERM", "xterm-kitty"), ("KITTY_WINDOW_ID", "1")],
            profile: Profile::WordFlip,
            ..NOTHING
        },
        Case {
            name: "xterm 379",
            version: Some("XTerm(379)"),
            mode: Some(0),
            device: Some([41, 379, 0]),
            variables: &[("TERM", "xterm")],
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "foot 1.13",
            version: Some("foot(1.13.1)"),
            device: Some([1, 11301, 0]),
            variables: &[("TERM", "foot")],
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "alacritty",
            device: Some([0, 1700, 1]),
            variables: &[("TERM", "alacritty")],
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "st",
            variables: &[("TERM", "st-256color")],
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "urxvt",
            device: Some([85, 95, 0]),
            variables: &[("TERM", "rxvt-unicode-256color")],
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "PuTTY",
            device: Some([0, 136, 0]),
            variables: &[("TERM", "xterm")],
            profile: Profile::Span,
            ..NOTHING
        },
        Case {
            name: "a terminal nobody knows",
            version: Some("Novelty 1.0"),
            device: Some([1, 0, 0]),
            variables: &[("TERM", "xterm-256color")],
            profile: Profile::Lrm,
            ..NOTHING
        },
    ]);
}

#[test]
fn behind_a_multiplexer_the_habits_of_the_outer_terminal_count() {
    let tmux = Case {
        version: Some("tmux 3.3a"),
        device: Some([84, 0, 0]),
        variables: &[
            ("TMUX", "/tmp/tmux-1000/default,1,0"),
            ("VTE_VERSION", "7006"),
        ],
        ..NOTHING
    };
    check(&[
        Case {
            name: "in VTE",
            client: Some("xterm-256color"),
            ..tmux
        },
        Case {
            name: "in kitty",
            client: Some("kitty(0.26.5) xterm-kitty"),
            profile: Profile::WordFlip,
            ..tmux
        },
        Case {
            name: "in Konsole",
            client: Some("Konsole 22.12.3 xterm-256color"),
            profile: Profile::SpanUnmirrored,
            ..tmux
        },
        Case {
            name: "in mlterm",
            client: Some("mlterm"),
            profile: Profile::SpanUnmirrored,
            ..tmux
        },
        Case {
            name: "tmux that does not answer, in a kitty that leaks",
            variables: &[("KITTY_WINDOW_ID", "1"), ("TERM", "tmux-256color")],
            ..tmux
        },
        Case {
            name: "old tmux, known by the variable",
            variables: &[("TMUX", "/tmp/tmux-1000/default,1,0")],
            client: Some("xterm-kitty"),
            profile: Profile::WordFlip,
            ..NOTHING
        },
        Case {
            name: "screen in kitty",
            device: Some([83, 40900, 0]),
            variables: &[("STY", "1.pts-0.host"), ("KITTY_WINDOW_ID", "1")],
            ..NOTHING
        },
        Case {
            name: "zellij in Konsole",
            variables: &[("ZELLIJ", "0"), ("KONSOLE_VERSION", "221203")],
            ..NOTHING
        },
    ]);
}

#[test]
fn a_terminal_started_from_tmux_is_not_taken_for_tmux() {
    let leaked = &[("TMUX", "/tmp/tmux-1000/default,1,0")];
    check(&[
        Case {
            name: "xterm",
            version: Some("XTerm(379)"),
            variables: leaked,
            client: Some("xterm-kitty"),
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "VTE",
            mode: Some(1),
            variables: leaked,
            client: Some("xterm-kitty"),
            profile: Profile::Explicit,
            ..NOTHING
        },
    ]);
}

#[test]
fn the_environment_breaks_ties() {
    check(&[
        Case {
            name: "VTE that did not answer in time",
            variables: &[("VTE_VERSION", "7006")],
            profile: Profile::Explicit,
            ..NOTHING
        },
        Case {
            name: "VTE before it had BDSM",
            variables: &[("VTE_VERSION", "5603")],
            ..NOTHING
        },
        Case {
            name: "another terminal that inherited the variable and answered",
            device: Some([0, 276, 0]),
            variables: &[("VTE_VERSION", "7006")],
            ..NOTHING
        },
        Case {
            name: "alacritty started from GNOME Terminal",
            device: Some([0, 1700, 1]),
            variables: &[("VTE_VERSION", "7006"), ("TERM", "alacritty")],
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "old Konsole",
            variables: &[("KONSOLE_VERSION", "200401"), ("TERM", "xterm-256color")],
            profile: Profile::Konsole,
            ..NOTHING
        },
        Case {
            name: "Apple Terminal",
            variables: &[("TERM_PROGRAM", "Apple_Terminal")],
            ..NOTHING
        },
        Case {
            name: "VS Code",
            variables: &[("TERM_PROGRAM", "vscode"), ("TERM", "xterm-256color")],
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "Windows Terminal",
            device: Some([0, 10, 1]),
            variables: &[("WT_SESSION", "c0ffee")],
            profile: Profile::Visual,
            ..NOTHING
        },
        Case {
            name: "nothing at all",
            ..NOTHING
        },
    ]);
}

#[test]
fn the_reason_is_what_decided() {
    let kitty = Case {
        version: Some("kitty(0.26.5)"),
        ..NOTHING
    };
    let version = Reason::Version("kitty(0.26.5)".to_owned());
    assert_eq!(choice(&kitty).reason, version);
    let vte = Case {
        mode: Some(2),
        ..NOTHING
    };
    assert_eq!(choice(&vte).reason, Reason::BidiMode(2));
    assert_eq!(choice(&NOTHING).reason, Reason::Unknown);
}

#[test]
fn marks_are_left_out_where_they_are_misplaced() {
    let strips = |case: Case| choice(&case).strip_marks;
    let term = |variables| Case {
        variables,
        ..NOTHING
    };
    assert!(strips(term(&[("TERM", "alacritty")])));
    assert!(strips(term(&[("TERM", "st-256color")])));
    assert!(!strips(term(&[("TERM", "rxvt-unicode")])));
    let named = |name| Case {
        version: Some(name),
        ..NOTHING
    };
    assert!(strips(named("kitty(0.26.5)")));
    assert!(strips(named("foot(1.13.1)")));
    assert!(!strips(named("XTerm(379)")));
    let tmux_in_foot = Case {
        version: Some("tmux 3.3a"),
        client: Some("foot(1.13.1) foot"),
        ..NOTHING
    };
    assert!(strips(tmux_in_foot));
}
