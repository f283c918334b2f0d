//! Which profile fits, from the answers and the environment.

use super::Replies;
use crate::config::Profile;

/// The profile of a terminal and why it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// How rows are brought to this terminal.
    pub profile: Profile,
    /// What decided.
    pub reason: Reason,
    /// The terminal misplaces vowel marks (tashkeel, niqqud), so that `auto` leaves them out.
    pub strip_marks: bool,
}

/// What decided for a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The reader named it on the command line.
    Argument,
    /// The reader named it in the environment, for newsterm.
    BidiVariable,
    /// The reader chose it by eye for this terminal, in `newsterm doctor`.
    Answer,
    /// The reader named it in the settings.
    Settings,
    /// The terminal knows BDSM; the DECRPM value, 1 to 4.
    BidiMode(u16),
    /// The terminal gave this name (XTVERSION).
    Version(String),
    /// The terminal gave these numbers (DA2).
    Device([u32; 3]),
    /// A multiplexer stands between; the terminal behind it where that could be learnt.
    Multiplexer(Option<String>),
    /// This environment variable.
    Variable(&'static str),
    /// Nothing told.
    Unknown,
}

/// Chooses the profile by the answers, then by the environment.
///
/// `variable` looks an environment variable up; `client` asks tmux for the type and the name of the
/// terminal it runs in, and is called only when tmux is there.
#[must_use]
pub fn choose(
    replies: &Replies,
    variable: &dyn Fn(&str) -> Option<String>,
    client: &dyn Fn() -> Option<String>,
) -> Choice {
    let (profile, reason) = by_multiplexer(replies, variable, client)
        .or_else(|| by_replies(replies))
        .or_else(|| by_environment(replies, variable))
        .unwrap_or((Profile::Lrm, Reason::Unknown));
    let strip_marks = misplaces_marks(profile, &reason, variable);
    Choice {
        profile,
        reason,
        strip_marks,
    }
}

type Found = Option<(Profile, Reason)>;

fn by_multiplexer(
    replies: &Replies,
    variable: &dyn Fn(&str) -> Option<String>,
    client: &dyn Fn() -> Option<String>,
) -> Found {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    let (tmux, other) = match (&replies.version, replies.device) {
        (Some(version), _) => (
            starts(version, "tmux"),
            starts(version, "screen") || starts(version, "zellij"),
        ),
        (None, Some([84, ..])) => (true, false),
        (None, Some([83, ..])) => (false, true),
        // Multiplexers do not know BDSM: the variables leaked into a terminal started from one.
        (None, _) if knows_bidi_mode(replies) => (false, false),
        (None, _) => (set("TMUX"), set("STY") || set("ZELLIJ")),
    };
    if tmux {
        let client = client();
        let profile = client.as_deref().map_or(Profile::Lrm, behind_tmux);
        return Some((profile, Reason::Multiplexer(client)));
    }
    other.then_some((Profile::Lrm, Reason::Multiplexer(None)))
}

/// The profile for a terminal that tmux hides: its switch cannot be reached, its habits remain.
fn behind_tmux(client: &str) -> Profile {
    let client = client.to_ascii_lowercase();
    if client.contains("kitty") {
        Profile::WordFlip
    } else if client.contains("konsole") || client.contains("mlterm") {
        Profile::SpanUnmirrored
    } else {
        Profile::Lrm
    }
}

fn knows_bidi_mode(replies: &Replies) -> bool {
    matches!(replies.bidi_mode, Some(1..=4))
}

fn by_replies(replies: &Replies) -> Found {
    if let Some(value @ 1..=4) = replies.bidi_mode {
        return Some((Profile::Explicit, Reason::BidiMode(value)));
    }
    if let Some(version) = &replies.version {
        let known = VERSIONS.iter().find(|(name, _)| starts(version, name));
        if let Some((_, profile)) = known {
            return Some((*profile, Reason::Version(version.clone())));
        }
    }
    let device = replies.device?;
    let profile = match device {
        [0, 136, 0] => Profile::Span,
        [1, 4000, _] => Profile::WordFlip,
        [0 | 1, 115, 0] => Profile::Konsole,
        [24, ..] => Profile::Mlterm,
        // rxvt-unicode ("U") and the older rxvt ("R").
        [85 | 82, ..] => Profile::Visual,
        _ => return None,
    };
    Some((profile, Reason::Device(device)))
}

/// Terminals by the beginning of their XTVERSION.
const VERSIONS: [(&str, Profile); 10] = [
    ("alacritty", Profile::Visual),
    ("foot", Profile::Visual),
    ("ghostty", Profile::Visual),
    ("iterm2", Profile::Lrm),
    ("kitty", Profile::WordFlip),
    ("konsole", Profile::Konsole),
    ("mintty", Profile::Explicit),
    ("mlterm", Profile::Mlterm),
    ("wezterm", Profile::Visual),
    ("xterm", Profile::Visual),
];

/// Terminals by the beginning of `TERM`, which a terminal sets for itself and ssh carries.
const TERMS: [(&str, Profile); 10] = [
    ("alacritty", Profile::Visual),
    ("foot", Profile::Visual),
    ("konsole", Profile::Konsole),
    ("linux", Profile::Visual),
    ("mlterm", Profile::Mlterm),
    ("rxvt", Profile::Visual),
    ("st-", Profile::Visual),
    ("wezterm", Profile::Visual),
    ("xterm-ghostty", Profile::Visual),
    ("xterm-kitty", Profile::WordFlip),
];

/// Terminals by `TERM_PROGRAM`.
const PROGRAMS: [(&str, Profile); 6] = [
    ("apple_terminal", Profile::Lrm),
    ("ghostty", Profile::Visual),
    ("iterm.app", Profile::Lrm),
    ("mintty", Profile::Explicit),
    ("vscode", Profile::Visual),
    ("wezterm", Profile::Visual),
];

fn by_environment(replies: &Replies, variable: &dyn Fn(&str) -> Option<String>) -> Found {
    by_table("TERM", &TERMS, variable)
        .or_else(|| by_table("TERM_PROGRAM", &PROGRAMS, variable))
        .or_else(|| by_presence(replies, variable))
}

fn by_table(
    name: &'static str,
    table: &[(&str, Profile)],
    variable: &dyn Fn(&str) -> Option<String>,
) -> Found {
    let value = variable(name)?;
    let (_, profile) = table.iter().find(|(start, _)| starts(&value, start))?;
    Some((*profile, Reason::Variable(name)))
}

fn by_presence(replies: &Replies, variable: &dyn Fn(&str) -> Option<String>) -> Found {
    // VTE answers DECRQM since the release that has BDSM. Where all answers came and that one is
    // missing, the variable was inherited from another terminal.
    let vte = || Some(variable("VTE_VERSION")?.parse::<u32>().ok()? >= 5800);
    if !replies.complete && vte() == Some(true) {
        return Some((Profile::Explicit, Reason::Variable("VTE_VERSION")));
    }
    let marks = [
        ("KITTY_WINDOW_ID", Profile::WordFlip),
        ("KONSOLE_VERSION", Profile::Konsole),
        ("MLTERM", Profile::Mlterm),
        ("WT_SESSION", Profile::Visual),
    ];
    let found = marks
        .into_iter()
        .find(|(name, _)| variable(name).is_some())?;
    Some((found.1, Reason::Variable(found.0)))
}

/// Whether vowel marks come out beside their letters, or not at all, in this terminal.
fn misplaces_marks(
    profile: Profile,
    reason: &Reason,
    variable: &dyn Fn(&str) -> Option<String>,
) -> bool {
    let named = |name: &str| {
        let bad = ["alacritty", "foot", "kitty", "st-", "xterm-kitty"];
        bad.iter().any(|start| starts(name, start))
    };
    profile == Profile::WordFlip
        || match reason {
            Reason::Version(name) => named(name),
            Reason::Multiplexer(Some(client)) => client.split(' ').any(named),
            Reason::Multiplexer(None) => false,
            _ => variable("TERM").is_some_and(|term| named(&term)),
        }
}

/// Whether `text` begins with `start`, which is in lower case, whatever the case of `text`.
fn starts(text: &str, start: &str) -> bool {
    let head = text.as_bytes().get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

#[cfg(test)]
mod tests;
