//! Keys as people write them.

use std::fmt;
use std::str::FromStr;

use super::keyboard::{self, Keyboard};

/// A key, named by what it types or what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A key that types a character, the space bar included.
    Char(char),
    /// Enter, or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with shift it is what terminals call "back tab".
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1 to 12.
    Function(u8),
}

/// The keys with names; `space` is the one character that cannot be written as itself.
const NAMED: &[(&str, Key)] = &[
    ("space", Key::Char(' ')),
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("up", Key::Up),
    ("down", Key::Down),
    ("left", Key::Left),
    ("right", Key::Right),
    ("home", Key::Home),
    ("end", Key::End),
    ("pageup", Key::PageUp),
    ("pagedown", Key::PageDown),
];

/// The keys held down with another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Modifiers {
    /// Control.
    pub ctrl: bool,
    /// Alt, or Option.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

/// A key with its modifiers, in the one form that every terminal's report of it comes to.
///
/// ```
/// use newsterm::config::{Chord, Key, Modifiers};
/// let shift = Modifiers { shift: true, ..Modifiers::default() };
/// assert_eq!(Chord::new(Key::Char('g'), shift), Chord::from(Key::Char('G')));
/// assert_eq!("ctrl-d".parse::<Chord>().unwrap().to_string(), "ctrl-d");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    key: Key,
    modifiers: Modifiers,
}

/// Tells why a text names no chord.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChordError {
    /// There is no key in it.
    #[error("no key is named")]
    Empty,
    /// A part of it names no key.
    #[error("no key is called {key}")]
    UnknownKey {
        /// The part.
        key: String,
    },
    /// Shift with a character that has no capital: what it types depends on the keyboard.
    #[error("shift with {character} depends on the keyboard")]
    Shifted {
        /// The character.
        character: char,
    },
}

impl Chord {
    /// Takes a key as a terminal reports it.
    ///
    /// Shift is part of a character, so `G` is one chord whether or not the terminal reports shift as well;
    /// with control the case of a letter is lost, as most terminals lose it.
    #[must_use]
    pub fn new(key: Key, modifiers: Modifiers) -> Self {
        let Key::Char(character) = key else {
            return Self { key, modifiers };
        };
        let character = match modifiers {
            Modifiers { ctrl: true, .. } => character.to_ascii_lowercase(),
            Modifiers { shift: true, .. } => capital(character),
            _ => character,
        };
        Self {
            key: Key::Char(character),
            modifiers: Modifiers {
                shift: false,
                ..modifiers
            },
        }
    }

    /// The key.
    #[must_use]
    pub const fn key(self) -> Key {
        self.key
    }

    /// The modifiers; never shift with a character.
    #[must_use]
    pub const fn modifiers(self) -> Modifiers {
        self.modifiers
    }

    /// Gives the chords this one would be on a US keyboard, the likeliest first, when it was typed on an
    /// Arabic, Persian, Hebrew, Russian, Ukrainian or Greek one.
    ///
    /// A key map asks for these only when the chord itself is bound to nothing, and takes the first that is
    /// bound. The Arabic lam-alef key sends two characters and is not among them.
    pub fn on_us_layout(self, keyboard: Keyboard) -> impl Iterator<Item = Self> {
        let character = match self.key {
            Key::Char(character) => Some(character),
            _ => None,
        };
        character
            .into_iter()
            .flat_map(move |character| keyboard::us_keys(character, keyboard))
            .map(move |us| Self::new(Key::Char(us), self.modifiers))
    }

    /// Gives what this chord would be on a US keyboard where it is known that another is in use, on which it is another
    /// key than on a US one; a key map asks for it first.
    #[must_use]
    pub fn moved(self, keyboard: Keyboard) -> Option<Self> {
        let Key::Char(character) = self.key else {
            return None;
        };
        let us = keyboard.moved(character)?;
        Some(Self::new(Key::Char(us), self.modifiers))
    }
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self::new(key, Modifiers::default())
    }
}

/// The capital of a character, where that is one character.
fn capital(character: char) -> char {
    let mut capitals = character.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => character,
    }
}

impl FromStr for Chord {
    type Err = ChordError;

    /// Reads a chord: `j`, `G`, `?`, `space`, `ctrl-d`, `shift-tab`, `f5`; names in any case.
    fn from_str(text: &str) -> Result<Self, ChordError> {
        let mut modifiers = Modifiers::default();
        let mut rest = text;
        while let Some((name, key)) = rest.split_once('-').filter(|(_, key)| !key.is_empty()) {
            match name.to_ascii_lowercase().as_str() {
                "ctrl" => modifiers.ctrl = true,
                "alt" => modifiers.alt = true,
                "shift" => modifiers.shift = true,
                _ => break,
            }
            rest = key;
        }
        match rest.parse()? {
            Key::Char(character)
                if modifiers.shift
                    && capital(character) == character
                    && !character.is_uppercase() =>
            {
                Err(ChordError::Shifted { character })
            }
            key => Ok(Self::new(key, modifiers)),
        }
    }
}

impl FromStr for Key {
    type Err = ChordError;

    fn from_str(text: &str) -> Result<Self, ChordError> {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (None, _) => return Err(ChordError::Empty),
            (Some(one), None) if !one.is_control() && !one.is_whitespace() => {
                return Ok(Self::Char(one));
            }
            _ => {}
        }
        let name = text.to_ascii_lowercase();
        let named = NAMED.iter().find(|(known, _)| *known == name);
        let function = || (1..=12).find(|number| name == format!("f{number}"));
        named
            .map(|(_, key)| *key)
            .or_else(|| function().map(Self::Function))
            .ok_or_else(|| ChordError::UnknownKey {
                key: text.to_owned(),
            })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (NAMED.iter().find(|(_, key)| key == self), self) {
            (Some((name, _)), _) => out.write_str(name),
            (None, Self::Function(number)) => write!(out, "f{number}"),
            (None, Self::Char(character)) => write!(out, "{character}"),
            (None, _) => unreachable!("every other key has its name in the table"),
        }
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Modifiers { ctrl, alt, shift } = self.modifiers;
        for (held, name) in [(ctrl, "ctrl-"), (alt, "alt-"), (shift, "shift-")] {
            if held {
                out.write_str(name)?;
            }
        }
        write!(out, "{}", self.key)
    }
}

/// Chords typed one after the other, at least one: `g g`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChordSequence(Vec<Chord>);

impl ChordSequence {
    /// The chords, in the order they are typed.
    #[must_use]
    pub fn chords(&self) -> &[Chord] {
        &self.0
    }

    /// Whether the first chord is a digit, which people type to repeat what follows.
    #[must_use]
    pub fn begins_with_count(&self) -> bool {
        let Chord { key, modifiers } = self.0[0];
        matches!(key, Key::Char('0'..='9')) && modifiers == Modifiers::default()
    }

    /// Whether one of the two could never be typed to its end because the other comes first.
    #[must_use]
    pub fn clashes_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }
}

impl FromStr for ChordSequence {
    type Err = ChordError;

    /// Reads chords separated by spaces.
    fn from_str(text: &str) -> Result<Self, ChordError> {
        let chords: Vec<Chord> = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        if chords.is_empty() {
            return Err(ChordError::Empty);
        }
        Ok(Self(chords))
    }
}

impl fmt::Display for ChordSequence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, chord) in self.0.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            write!(out, "{gap}{chord}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
