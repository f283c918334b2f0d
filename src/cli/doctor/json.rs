//! What was found, as one line of JSON for reports of faults.

use serde_json::{Map, Value, json};

use super::{Patient, facts, numbers};
use crate::term::{Choice, Examination, PictureChoice, Reason};

/// The variables that tell of a terminal; no other is told.
const VARIABLES: [&str; 19] = [
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "COLORFGBG",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "KITTY_WINDOW_ID",
    "MLTERM",
    "XTERM_VERSION",
    "WT_SESSION",
    "TMUX",
    "STY",
    "ZELLIJ",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "NEWSTERM_BIDI",
];

/// Writes the line; `terminal` is null when there was none to ask.
pub(super) fn line(patient: &Patient, found: &Examination, asked: bool) -> String {
    let variables: Map<String, Value> = VARIABLES
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), patient.variable(name)?.into())))
        .collect();
    let paths = patient.paths;
    let report = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "terminal": asked.then(|| terminal(found)),
        "id": found.id,
        "variables": variables,
        "profile": choice(&found.choice),
        "detected": choice(&found.found),
        "colors": facts::depth(patient),
        "pictures": pictures(&found.pictures),
        "settings": patient.config.origin,
        "settings_path": paths.config,
        "cache": paths.database,
        "pictures_folder": paths.pictures,
        "log": paths.log,
        "answers": paths.terminals,
    });
    format!("{report}\n")
}

fn terminal(found: &Examination) -> Value {
    let replies = &found.replies;
    json!({
        "complete": replies.complete,
        "name": replies.version,
        "device": replies.device.map(numbers),
        "bidi_mode": replies.bidi_mode,
        "abilities": replies.abilities,
        "background": facts::background(found.background),
        "background_color": replies.background,
        "size": found.size,
        "synchronized_output": facts::synchronized(replies),
        "keyboard_protocol": facts::ability(replies, replies.keyboard),
        "clipboard": facts::clipboard(replies),
        "sixel": facts::sixel(replies),
        "kitty_graphics": facts::ability(replies, replies.graphics),
    })
}

fn pictures(choice: &PictureChoice) -> Value {
    json!({
        "protocol": choice.way.map(|way| way.protocol.name()),
        "reason": facts::picture_reason(&choice.reason),
        "cell": choice.way.map(|way| way.cell),
        "sixel_colors": choice.way.map(|way| way.registers),
    })
}

fn choice(choice: &Choice) -> Value {
    let (reason, detail) = match &choice.reason {
        Reason::Argument => ("argument", None),
        Reason::BidiVariable => ("NEWSTERM_BIDI", None),
        Reason::Answer => ("answer", None),
        Reason::Settings => ("settings", None),
        Reason::BidiMode(value) => ("bidi_mode", Some(value.to_string())),
        Reason::Version(name) => ("name", Some(name.clone())),
        Reason::Device(device) => ("device", Some(numbers(*device))),
        Reason::Multiplexer(client) => ("multiplexer", client.clone()),
        Reason::Variable(name) => ("variable", Some((*name).to_owned())),
        Reason::Unknown => ("unknown", None),
    };
    json!({
        "name": choice.profile.name(),
        "reason": reason,
        "detail": detail,
        "vowel_marks": !choice.strip_marks,
    })
}
