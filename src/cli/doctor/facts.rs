//! What was found, in words.

use super::{Patient, numbers};
use crate::config::{Background, ColorDepth, Profile};
use crate::lang::{Lang, Phrase, Piece};
use crate::term::{Choice, Examination, PictureChoice, PictureReason, Reason, Replies};

/// Abilities in the answer to DA1.
const SIXEL: u16 = 4;
const CLIPBOARD: u16 = 52;

/// Tells everything, a line a fact, under headings.
pub(super) fn text(patient: &Patient, found: &Examination, asked: bool, lang: &Lang) -> String {
    let sections = [
        (
            Phrase::DoctorTerminal,
            if asked {
                terminal(patient, found)
            } else {
                vec![Phrase::DoctorUnasked]
            },
        ),
        (Phrase::DoctorBidi, bidi(patient, found, lang)),
        (Phrase::DoctorFiles, files(patient)),
    ];
    let mut text = String::new();
    for (heading, facts) in sections {
        text.push_str(&lang.say(&heading));
        for fact in facts {
            text.push_str("\n  ");
            text.push_str(&lang.say(&fact));
        }
        text.push_str("\n\n");
    }
    text
}

fn terminal(patient: &Patient, found: &Examination) -> Vec<Phrase> {
    let replies = &found.replies;
    let mut facts = vec![Phrase::DoctorId {
        id: found.id.clone(),
    }];
    facts.extend((!replies.complete).then_some(Phrase::DoctorIncomplete));
    facts.extend(found.size.map(|(columns, rows)| Phrase::DoctorSize {
        columns: Piece::new(columns),
        rows: Piece::new(rows),
    }));
    facts.extend(replies.device.map(|device| Phrase::DoctorDevice {
        numbers: Piece::new(numbers(device)),
    }));
    facts.extend([
        Phrase::DoctorBidiMode {
            state: state(knows_bidi_mode(replies)),
        },
        Phrase::DoctorBackground {
            kind: Piece::new(background(found.background)),
        },
        Phrase::DoctorColors {
            depth: Piece::new(depth(patient)),
        },
    ]);
    facts.extend(abilities(replies));
    facts.push(pictures(&found.pictures));
    facts
}

/// How pictures are shown, and why.
fn pictures(choice: &PictureChoice) -> Phrase {
    let Some(way) = &choice.way else {
        return Phrase::DoctorPicturesNone;
    };
    Phrase::DoctorPictures {
        protocol: Piece::new(way.protocol.name()),
        reason: Piece::new(picture_reason(&choice.reason)),
        width: Piece::new(way.cell.0),
        height: Piece::new(way.cell.1),
    }
}

/// What decided how pictures are shown, in a word.
pub(super) const fn picture_reason(reason: &PictureReason) -> &'static str {
    match reason {
        PictureReason::Settings => "settings",
        PictureReason::Colours => "colors",
        PictureReason::Multiplexer => "multiplexer",
        PictureReason::Graphics => "graphics",
        PictureReason::Sixel => "sixel",
        PictureReason::Version(_) => "name",
        PictureReason::Variable(_) => "variable",
        PictureReason::Cells => "cells",
    }
}

fn abilities(replies: &Replies) -> [Phrase; 6] {
    [
        Phrase::DoctorSynchronized {
            state: state(synchronized(replies)),
        },
        Phrase::DoctorKeyboard {
            state: state(ability(replies, replies.keyboard)),
        },
        Phrase::DoctorClipboard {
            state: state(clipboard(replies)),
        },
        Phrase::DoctorSixel {
            state: state(sixel(replies)),
        },
        Phrase::DoctorGraphics {
            state: state(ability(replies, replies.graphics)),
        },
        Phrase::DoctorHyperlinks,
    ]
}

fn bidi(patient: &Patient, found: &Examination, lang: &Lang) -> Vec<Phrase> {
    let told = |choice: &Choice| {
        let profile = Piece::new(choice.profile.name());
        (profile, lang.say(&why(&choice.reason)))
    };
    let (profile, reason) = told(&found.choice);
    let mut facts = vec![Phrase::DoctorProfile {
        profile,
        why: reason,
    }];
    if found.choice.reason != found.found.reason {
        let (profile, why) = told(&found.found);
        facts.push(Phrase::DoctorFound { profile, why });
    }
    facts.push(Phrase::DoctorMarks {
        state: state(Some(!found.choice.strip_marks)),
    });
    facts.extend(match found.choice.profile {
        Profile::Span | Profile::SpanUnmirrored => Some(Phrase::DoctorLossy),
        Profile::WordFlip => Some(Phrase::DoctorKitty),
        _ => None,
    });
    let console = patient.variable("TERM").is_some_and(|term| term == "linux");
    facts.push(if console {
        Phrase::DoctorConsole
    } else {
        Phrase::DoctorFont
    });
    facts
}

fn files(patient: &Patient) -> Vec<Phrase> {
    let paths = patient.paths;
    let shown = |path: &std::path::Path| path.display().to_string();
    let path = shown(&paths.config);
    vec![
        match patient.config.origin {
            Some(_) => Phrase::DoctorSettingsFile { path },
            None => Phrase::DoctorSettingsNone { path },
        },
        Phrase::DoctorCacheFile {
            path: shown(&paths.database),
        },
        Phrase::DoctorPicturesFolder {
            path: shown(&paths.pictures),
        },
        Phrase::DoctorLogFile {
            path: shown(&paths.log),
        },
        Phrase::DoctorAnswersFile {
            path: shown(&paths.terminals),
        },
    ]
}

/// Why a profile was taken.
fn why(reason: &Reason) -> Phrase {
    match reason {
        Reason::Argument => Phrase::WhyArgument,
        Reason::BidiVariable => Phrase::WhyBidiVariable,
        Reason::Answer => Phrase::WhyAnswer,
        Reason::Settings => Phrase::WhySettings,
        Reason::BidiMode(_) => Phrase::WhyBidiMode,
        Reason::Version(name) => Phrase::WhyVersion { name: name.clone() },
        Reason::Device(device) => Phrase::WhyDevice {
            numbers: Piece::new(numbers(*device)),
        },
        Reason::Multiplexer(Some(client)) => Phrase::WhyMultiplexer {
            client: client.clone(),
        },
        Reason::Multiplexer(None) => Phrase::WhyMultiplexerUnknown,
        Reason::Variable(name) => Phrase::WhyVariable {
            name: Piece::new(name),
        },
        Reason::Unknown => Phrase::WhyUnknown,
    }
}

/// An ability that a terminal either answers for or lacks, once it has answered in full.
pub(super) fn ability(replies: &Replies, answered: bool) -> Option<bool> {
    (answered || replies.complete).then_some(answered)
}

pub(super) fn knows_bidi_mode(replies: &Replies) -> Option<bool> {
    ability(replies, matches!(replies.bidi_mode, Some(1..=4)))
}

pub(super) fn synchronized(replies: &Replies) -> Option<bool> {
    ability(
        replies,
        replies.synchronized.is_some_and(|value| value != 0),
    )
}

pub(super) fn sixel(replies: &Replies) -> Option<bool> {
    ability(replies, replies.abilities.contains(&SIXEL))
}

/// Few terminals tell; that one does not means nothing.
pub(super) fn clipboard(replies: &Replies) -> Option<bool> {
    replies.abilities.contains(&CLIPBOARD).then_some(true)
}

pub(super) const fn background(background: Option<Background>) -> &'static str {
    match background {
        Some(Background::Dark) => "dark",
        Some(Background::Light) => "light",
        None => "unknown",
    }
}

/// The colours in use, in the words of the settings.
pub(super) fn depth(patient: &Patient) -> &'static str {
    match patient.config.settings.ui.colors.depth(patient.environment) {
        ColorDepth::None => "none",
        ColorDepth::Ansi16 => "16",
        ColorDepth::Indexed256 => "256",
        ColorDepth::True => "truecolor",
    }
}

fn state(known: Option<bool>) -> Piece {
    Piece::new(match known {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    })
}
