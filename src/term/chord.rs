//! A key with its modifiers.

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    key: Key,
    modifiers: Modifiers,
}

impl Chord {
    /// Takes a key as a terminal reports it.
    ///
    /// Shift is part of a character, so `G` is one chord whether or not the terminal reports shift as
    /// well; with control the case of a letter is lost, as most terminals lose it.
    #[must_use]
    pub fn new(key: Key, modifiers: Modifiers) -> Self {
        let Key::Char(character) = key else {
            return Self { key, modifiers };
        };
        let character = match modifiers {
            Modifiers { ctrl: true, .. } => character.to_ascii_lowercase(),
            Modifiers { shift: true, .. } => character.to_uppercase().next().unwrap_or(character),
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
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self::new(key, Modifiers::default())
    }
}
