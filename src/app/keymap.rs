//! From chords to commands: sequences, counts, and where a binding applies.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::app::{Argument, Command, Pane};
use crate::config::{Chord, ChordSequence, Key, KeyBinding, Keyboard, Macro, Modifiers};
use crate::text::digit;

/// One sequence of chords and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    sequence: ChordSequence,
    meaning: Meaning,
}

/// What chords stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Command(Command),
    /// The commands of a macro, from 0.
    Macro(usize),
}

/// All bindings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    macros: Vec<Vec<Command>>,
    /// The bindings whose sequences begin with a chord, by their places.
    beginning: HashMap<Chord, Vec<usize>, RandomState>,
    /// The first sequence of each command, as the settings write it.
    keys: HashMap<Command, String, RandomState>,
}

/// What the chords pressed so far come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A command, and the number typed before it.
    Command(Command, Option<u32>),
    /// Several commands, one after the other.
    Macro(Vec<Command>),
    /// The beginning of something.
    Pending,
    /// Nothing here; what it would be in another pane.
    Elsewhere(Command),
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
        let mut keymap = Self::default();
        for (command, chords) in known {
            for sequence in chords {
                keymap.bind(sequence, Meaning::Command(command));
            }
        }
        keymap
    }

    fn bind(&mut self, sequence: &ChordSequence, meaning: Meaning) {
        if let Some(first) = sequence.chords().first() {
            let place = self.bindings.len();
            self.beginning.entry(*first).or_default().push(place);
        }
        if let Meaning::Command(command) = meaning {
            let key = || sequence.to_string();
            self.keys.entry(command).or_insert_with(key);
        }
        let sequence = sequence.clone();
        self.bindings.push(Binding { sequence, meaning });
    }

    /// The same keymap with these macros.
    #[must_use]
    pub fn with_macros(mut self, macros: &[Macro]) -> Self {
        for one in macros {
            let commands = one.commands.iter().filter_map(|name| Command::named(name));
            let meaning = Meaning::Macro(self.macros.len());
            self.macros.push(commands.collect());
            for sequence in &one.chords {
                self.bind(sequence, meaning);
            }
        }
        self
    }

    /// The macros: the sequences bound to each, and its commands.
    pub fn macros(&self) -> impl Iterator<Item = (Vec<&ChordSequence>, &[Command])> {
        self.macros.iter().enumerate().map(|(n, commands)| {
            let bound = self.bindings.iter();
            let bound = bound.filter(move |binding| binding.meaning == Meaning::Macro(n));
            (
                bound.map(|binding| &binding.sequence).collect(),
                &commands[..],
            )
        })
    }

    /// Whether something applies in a pane; a macro does where its first command does.
    fn applies(&self, meaning: Meaning, pane: Pane) -> bool {
        let command = match meaning {
            Meaning::Command(command) => Some(command),
            Meaning::Macro(n) => self.macros[n].first().copied(),
        };
        command.is_some_and(|command| command.row().panes.contains(&pane))
    }

    /// The first sequence bound to a command, as the settings write it; empty when none is.
    #[must_use]
    pub fn key_of(&self, command: Command) -> &str {
        self.keys.get(&command).map_or("", String::as_str)
    }

    /// The sequences bound to a command.
    pub fn sequences(&self, command: Command) -> impl Iterator<Item = &ChordSequence> {
        self.bindings
            .iter()
            .filter(move |binding| binding.meaning == Meaning::Command(command))
            .map(|binding| &binding.sequence)
    }

    /// Takes one more chord.
    ///
    /// A chord that is bound to nothing is tried as the key at its place on a US layout, so that
    /// letters work while an Arabic, Persian, Hebrew, Cyrillic or Greek layout is on; signs as well, as soon as what was
    /// typed tells which it is.
    pub fn press(
        &self,
        pending: &mut Pending,
        chord: Chord,
        keyboard: Keyboard,
        pane: Pane,
    ) -> Resolution {
        if pending.chords.is_empty() && pending.take_digit(chord) {
            return Resolution::Pending;
        }
        let found = self.resolve_anywhere(&pending.chords, chord, keyboard, pane);
        match found {
            Found::Whole(Meaning::Macro(n)) => {
                *pending = Pending::default();
                Resolution::Macro(self.macros[n].clone())
            }
            Found::Whole(Meaning::Command(command)) => {
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
                let elsewhere = self.elsewhere(&pending.chords, chord, keyboard);
                *pending = Pending::default();
                elsewhere.map_or(Resolution::Unbound, Resolution::Elsewhere)
            }
        }
    }

    /// What chords are in some other pane than that where they are nothing.
    fn elsewhere(&self, before: &[Chord], chord: Chord, keyboard: Keyboard) -> Option<Command> {
        let panes = [Pane::Article, Pane::Headlines, Pane::Sources];
        panes.into_iter().find_map(|pane| {
            match self.resolve_anywhere(before, chord, keyboard, pane) {
                Found::Whole(Meaning::Command(command)) => Some(command),
                _ => None,
            }
        })
    }

    /// What the key is that another keyboard is known to have elsewhere, else what the chord is, else what the key at its
    /// place on a US layout is.
    fn resolve_anywhere(
        &self,
        before: &[Chord],
        chord: Chord,
        keyboard: Keyboard,
        pane: Pane,
    ) -> Found {
        chord
            .moved(keyboard)
            .into_iter()
            .chain([chord])
            .chain(chord.on_us_layout(keyboard))
            .map(|chord| self.resolve(before, chord, pane))
            .find(|found| !matches!(found, Found::Nothing))
            .unwrap_or(Found::Nothing)
    }

    fn resolve(&self, before: &[Chord], chord: Chord, pane: Pane) -> Found {
        let applies = |binding: &&Binding| self.applies(binding.meaning, pane);
        let begins = |binding: &&Binding| {
            let chords = binding.sequence.chords();
            chords.len() > before.len()
                && chords[..before.len()] == *before
                && chords[before.len()] == chord
        };
        let first = before.first().copied().unwrap_or(chord);
        let near = self.beginning.get(&first).into_iter().flatten();
        let near = near.map(|&place| &self.bindings[place]);
        let mut found = Found::Nothing;
        for binding in near.filter(begins).filter(applies) {
            found = if binding.sequence.chords().len() == before.len() + 1 {
                Found::Whole(binding.meaning)
            } else {
                Found::Prefix(chord)
            };
        }
        found
    }
}

enum Found {
    Whole(Meaning),
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
        let Some(digit) = digit(c) else {
            return false;
        };
        if !plain || (digit == 0 && self.count.is_none()) {
            return false;
        }
        self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(LARGEST_COUNT));
        true
    }
}
