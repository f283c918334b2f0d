//! From chords to commands: sequences, counts, and where a binding applies.

use crate::app::{Argument, Command, Pane};
use crate::config::{Chord, ChordSequence, Key, KeyBinding, Modifiers};

/// One sequence of chords and the command it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    sequence: ChordSequence,
    command: Command,
}

/// All bindings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// What the chords pressed so far come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A command, and the number typed before it.
    Command(Command, Option<u32>),
    /// The beginning of something.
    Pending,
    /// Nothing.
    Unbound,
}

/// Chords pressed that are not yet a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<u32>,
    chords: Vec<Chord>,
}

/// Numbers are held below this: no list is longer, and arithmetic stays safe.
const LARGEST_COUNT: u32 = 999_999;

impl Keymap {
    /// Makes the keymap that the settings ask for.
    #[must_use]
    pub fn new(keys: &[KeyBinding]) -> Self {
        // The settings know the commands by the built-in ones, which a test holds against the table.
        let known = keys
            .iter()
            .filter_map(|key| Some((Command::named(&key.command)?, &key.chords)));
        let bindings = known.flat_map(|(command, chords)| {
            chords.iter().map(move |sequence| Binding {
                sequence: sequence.clone(),
                command,
            })
        });
        Self {
            bindings: bindings.collect(),
        }
    }

    /// The sequences bound to a command.
    pub fn sequences(&self, command: Command) -> impl Iterator<Item = &ChordSequence> {
        self.bindings
            .iter()
            .filter(move |binding| binding.command == command)
            .map(|binding| &binding.sequence)
    }

    /// Takes one more chord.
    ///
    /// A chord that is bound to nothing is tried as the key at its place on a US layout, so that
    /// letters work while an Arabic, Persian, Hebrew, Cyrillic or Greek layout is on.
    pub fn press(&self, pending: &mut Pending, chord: Chord, pane: Pane) -> Resolution {
        if pending.chords.is_empty() && pending.take_digit(chord) {
            return Resolution::Pending;
        }
        let found = match self.resolve(&pending.chords, chord, pane) {
            Found::Nothing => chord
                .on_us_layout()
                .map(|chord| self.resolve(&pending.chords, chord, pane))
                .find(|found| !matches!(found, Found::Nothing))
                .unwrap_or(Found::Nothing),
            found => found,
        };
        match found {
            Found::Command(command) => {
                let count = pending
                    .count
                    .filter(|_| command.row().argument == Argument::Count);
                *pending = Pending::default();
                Resolution::Command(command, count)
            }
            Found::Prefix(chord) => {
                pending.chords.push(chord);
                Resolution::Pending
            }
            Found::Nothing => {
                *pending = Pending::default();
                Resolution::Unbound
            }
        }
    }

    fn resolve(&self, before: &[Chord], chord: Chord, pane: Pane) -> Found {
        let applies = |binding: &&Binding| binding.command.row().panes.contains(&pane);
        let begins = |binding: &&Binding| {
            let chords = binding.sequence.chords();
            chords.len() > before.len()
                && chords[..before.len()] == *before
                && chords[before.len()] == chord
        };
        let mut found = Found::Nothing;
        for binding in self.bindings.iter().filter(applies).filter(begins) {
            found = if binding.sequence.chords().len() == before.len() + 1 {
                Found::Command(binding.command)
            } else {
                Found::Prefix(chord)
            };
        }
        found
    }
}

enum Found {
    Command(Command),
    Prefix(Chord),
    Nothing,
}

impl Pending {
    /// Whether nothing has been pressed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count.is_none() && self.chords.is_empty()
    }

    /// What has been pressed, as the status line shows it.
    #[must_use]
    pub fn shown(&self) -> String {
        let count = self
            .count
            .map(|count| count.to_string())
            .unwrap_or_default();
        self.chords
            .iter()
            .fold(count, |shown, chord| shown + &chord.to_string())
    }

    /// Adds a digit to the count; a zero begins no count.
    fn take_digit(&mut self, chord: Chord) -> bool {
        let Key::Char(c) = chord.key() else {
            return false;
        };
        let plain = chord.modifiers() == Modifiers::default();
        // Arabic-Indic and Persian digits are what those layouts have in place of ASCII ones.
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            '٠'..='٩' => u32::from(c) - u32::from('٠'),
            '۰'..='۹' => u32::from(c) - u32::from('۰'),
            _ => return false,
        };
        if !plain || (digit == 0 && self.count.is_none()) {
            return false;
        }
        self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(LARGEST_COUNT));
        true
    }
}
