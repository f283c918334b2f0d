//! Which chords do what: the table `[keys]`.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::chord::{ChordError, ChordSequence};
use super::error::{Mistake, Problem};
use super::macros::{self, Macro};
use super::nearest::nearest;
use super::reader::{self, Fields, Mistakes};
use super::value::{self, Kind, Value};

/// A command by its name, and the chords that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyBinding {
    /// The command.
    pub command: String,
    /// The chords, the one to show first; none where the command is bound to no key.
    pub chords: Vec<ChordSequence>,
}

/// What mistakes call a macro; no command has this name.
const MACRO: &str = "[[macros]]";

/// A sequence of chords and its place in the text.
pub(super) type PlacedChords = Spanned<ChordSequence>;

/// A chord that the reader's file binds, with the command it is bound to.
struct Claim<'a> {
    command: &'a str,
    chord: PlacedChords,
}

impl Claim<'_> {
    fn clashes_with(&self, chord: &ChordSequence) -> bool {
        self.chord.get_ref().clashes_with(chord)
    }
}

/// Reads the bindings of every command, in the order of their names.
///
/// The commands are those that the built-in configuration lists. A command the file binds has the file's
/// chords and no others; a built-in chord of another command gives way to them, and to those of macros. Two
/// commands to which the built-in configuration gives one chord work in different places, and share it.
pub(super) fn read<'a>(
    written: &mut Fields<'a>,
    built_in: &mut Fields<'a>,
    mistakes: &mut Mistakes,
) -> (Vec<KeyBinding>, Vec<Macro>) {
    let own = written.read("keys", reader::table, mistakes);
    let built_in = built_in.read("keys", reader::table, mistakes);
    let Some(built_in) = built_in else {
        return (Vec::new(), Vec::new());
    };
    let macros = macros::read(written, built_in, mistakes);
    let mut claims = claims(own, built_in, mistakes);
    for one in &macros {
        for chord in &one.chords {
            mistakes.extend(clash(MACRO, chord, &claims, built_in));
            claims.push(Claim {
                command: MACRO,
                chord: chord.clone(),
            });
        }
    }
    let is_written = |command| own.is_some_and(|table| table.contains_key(command));
    let bindings = built_in
        .iter()
        .map(|(command, value)| {
            let command: &str = command.get_ref();
            KeyBinding {
                command: command.to_owned(),
                chords: if is_written(command) {
                    own_chords(command, &claims)
                } else {
                    free_chords(command, value, &claims, built_in)
                },
            }
        })
        .collect();
    let plain = |chord: PlacedChords| chord.into_inner();
    let macros = macros.into_iter().map(|one| Macro {
        chords: one.chords.into_iter().map(plain).collect(),
        commands: one.commands,
    });
    (bindings, macros.collect())
}

/// The chords that the file binds to a command.
fn own_chords(command: &str, claims: &[Claim]) -> Vec<ChordSequence> {
    claims
        .iter()
        .filter(|claim| claim.command == command)
        .map(|claim| claim.chord.get_ref().clone())
        .collect()
}

/// The built-in chords of a command that the file leaves to it.
fn free_chords(
    command: &str,
    value: &Value,
    claims: &[Claim],
    built_in: &DeTable,
) -> Vec<ChordSequence> {
    let leaves = |claim: &Claim, chord: &ChordSequence| {
        !claim.clashes_with(chord) || share(built_in, claim.command, command, chord)
    };
    chords(value)
        .expect("the built-in chords are chords")
        .into_iter()
        .map(PlacedChords::into_inner)
        .filter(|chord| claims.iter().all(|claim| leaves(claim, chord)))
        .collect()
}

/// Whether the built-in configuration gives a chord to two commands.
fn share(built_in: &DeTable, one: &str, other: &str, chord: &ChordSequence) -> bool {
    let has = |command| {
        let chords = built_in.get(command).and_then(|value| chords(value).ok());
        chords.is_some_and(|chords| chords.iter().any(|own| own.get_ref() == chord))
    };
    one != other && has(one) && has(other)
}

/// Reads the chords that the file binds, refusing unknown commands and chords that clash.
fn claims<'a>(
    written: Option<&'a DeTable<'a>>,
    built_in: &DeTable,
    mistakes: &mut Mistakes,
) -> Vec<Claim<'a>> {
    let mut claims: Vec<Claim> = Vec::new();
    for (command, value) in written.into_iter().flatten() {
        let name: &str = command.get_ref();
        if !built_in.contains_key(name) {
            mistakes.push(Mistake::new(command.span(), unknown(name, built_in)));
            continue;
        }
        match chords(value) {
            Ok(chords) => {
                for chord in chords {
                    mistakes.extend(clash(name, &chord, &claims, built_in));
                    claims.push(Claim {
                        command: name,
                        chord,
                    });
                }
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    claims
}

pub(super) fn unknown(name: &str, built_in: &DeTable) -> Problem {
    let commands = built_in.keys().map(|command| command.get_ref().as_ref());
    Problem::UnknownCommand {
        command: name.to_owned(),
        nearest: nearest(name, commands).map(str::to_owned),
    }
}

/// Finds the first claim that a chord cannot stand beside.
fn clash(
    name: &str,
    chord: &PlacedChords,
    claims: &[Claim],
    built_in: &DeTable,
) -> Option<Mistake> {
    let wanted = chord.get_ref();
    let claim = claims.iter().find(|claim| {
        claim.clashes_with(wanted) && !share(built_in, claim.command, name, wanted)
    })?;
    let command = claim.command.to_owned();
    let problem = if claim.chord.get_ref() == wanted {
        Problem::ChordTaken {
            chord: wanted.to_string(),
            command,
        }
    } else {
        Problem::ChordShadowed {
            chord: wanted.to_string(),
            other: claim.chord.get_ref().to_string(),
            command,
        }
    };
    Some(Mistake {
        other: Some(claim.chord.span()),
        ..Mistake::new(chord.span(), problem)
    })
}

/// Reads a chord sequence, or a list of them.
pub(super) fn chords(value: &Value) -> Result<Vec<PlacedChords>, Mistake> {
    match value.get_ref() {
        DeValue::String(text) => Ok(vec![sequence(value, text)?]),
        DeValue::Array(items) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => sequence(item, text),
                _ => Err(value::wrong_type(item, Kind::Chords)),
            })
            .collect(),
        _ => Err(value::wrong_type(value, Kind::Chords)),
    }
}

fn sequence(value: &Value, text: &str) -> Result<PlacedChords, Mistake> {
    let problem = match text.parse::<ChordSequence>() {
        Ok(sequence) if !sequence.begins_with_count() => {
            return Ok(Spanned::new(value.span(), sequence));
        }
        Ok(sequence) => Problem::BeginsWithCount {
            chord: sequence.to_string(),
        },
        Err(ChordError::Empty) => Problem::EmptyChord,
        Err(ChordError::UnknownKey { key }) => Problem::UnknownChordKey { key },
        Err(ChordError::Shifted { character }) => Problem::ShiftedCharacter { character },
    };
    Err(Mistake::new(value.span(), problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bindings of a file over built-in ones in which two commands share `i`, and how many mistakes it has.
    fn bound(written: &str) -> (Vec<String>, usize) {
        let built_in = "[keys]\nfeed = [\"i\"]\nother = [\"x\"]\npictures = [\"i\"]\n";
        let [written, built_in] = [written, built_in].map(|text| DeTable::parse(text).unwrap());
        let mut mistakes = Mistakes::new();
        let (bindings, _) = read(
            &mut Fields::new("", written.get_ref()),
            &mut Fields::new("", built_in.get_ref()),
            &mut mistakes,
        );
        let shown = bindings.iter().map(|binding| {
            let chords = binding.chords.iter().map(ToString::to_string);
            format!(
                "{} {}",
                binding.command,
                chords.collect::<Vec<_>>().join(" ")
            )
        });
        (shown.collect(), mistakes.len())
    }

    #[test]
    fn commands_that_share_a_built_in_chord_may_be_given_it() {
        let all = ["feed i", "other x", "pictures i"].map(str::to_owned);
        for written in [
            "",
            "[keys]\nfeed = \"i\"",
            "[keys]\nfeed = \"i\"\npictures = \"i\"\nother = \"x\"",
        ] {
            assert_eq!(bound(written), (all.to_vec(), 0), "{written}");
        }
        let taken = ["feed ", "other i", "pictures "].map(str::to_owned);
        assert_eq!(bound("[keys]\nother = \"i\""), (taken.to_vec(), 0));
        assert_eq!(bound("[keys]\nother = \"i\"\nfeed = \"i\"").1, 1);
        assert_eq!(bound("[keys]\nfeed = \"y\"\npictures = \"y\"").1, 1);
    }
}
