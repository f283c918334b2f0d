//! Who decides for a profile, the weightiest first.

use super::answers::Answers;
use super::detect::{Choice, Reason};
use crate::config::Profile;

/// What the reader said about the profile, in four places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Named on the command line.
    pub argument: Option<Profile>,
    /// Named by the environment.
    pub variable: Option<Profile>,
    /// Chosen by eye in `newsterm doctor`, for this terminal or others.
    pub answers: Answers,
    /// Named in the settings.
    pub settings: Option<Profile>,
}

impl Wishes {
    /// Whether the profile is certain without asking the terminal which one it is.
    pub(super) fn are_certain(&self) -> bool {
        let named = self.argument.or(self.variable);
        named.is_some() || self.answers.is_empty() && self.settings.is_some()
    }

    /// The choice for the terminal of this id: the reader's, else the one that was found.
    #[must_use]
    pub fn decide(&self, id: &str, found: &Choice) -> Choice {
        let wishes = [
            (self.argument, Reason::Argument),
            (self.variable, Reason::BidiVariable),
            (self.answers.get(id), Reason::Answer),
            (self.settings, Reason::Settings),
        ];
        let wish = wishes
            .into_iter()
            .find_map(|(profile, reason)| Some((profile?, reason)));
        let Some((profile, reason)) = wish else {
            return found.clone();
        };
        Choice {
            profile,
            reason,
            strip_marks: found.strip_marks || profile == Profile::WordFlip,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "kitty(0.26.5)";

    fn found() -> Choice {
        Choice {
            profile: Profile::Visual,
            reason: Reason::Unknown,
            strip_marks: false,
        }
    }

    #[test]
    fn the_nearest_to_the_reader_decides() {
        let text = format!("[terminals]\n{ID:?} = \"konsole\"\n");
        let mut wishes = Wishes {
            argument: Some(Profile::Off),
            variable: Some(Profile::Lrm),
            answers: Answers::parse(&text).expect("a table"),
            settings: Some(Profile::Span),
        };
        let decided = |wishes: &Wishes, id| {
            let choice = wishes.decide(id, &found());
            (choice.profile, choice.reason)
        };
        assert_eq!(decided(&wishes, ID), (Profile::Off, Reason::Argument));
        wishes.argument = None;
        assert_eq!(decided(&wishes, ID), (Profile::Lrm, Reason::BidiVariable));
        wishes.variable = None;
        assert_eq!(decided(&wishes, ID), (Profile::Konsole, Reason::Answer));
        assert_eq!(decided(&wishes, "other"), (Profile::Span, Reason::Settings));
        wishes.settings = None;
        assert_eq!(
            decided(&wishes, "other"),
            (Profile::Visual, Reason::Unknown)
        );
    }

    #[test]
    fn the_terminal_is_asked_when_an_answer_for_it_may_be_there() {
        let named = Wishes {
            settings: Some(Profile::Span),
            ..Wishes::default()
        };
        assert!(named.are_certain());
        let answered = Wishes {
            answers: Answers::parse("[terminals]\na = \"lrm\"\n").expect("a table"),
            ..named
        };
        assert!(!answered.are_certain());
        assert!(!Wishes::default().are_certain());
    }

    #[test]
    fn words_turned_round_leave_their_marks_out() {
        let wishes = Wishes {
            settings: Some(Profile::WordFlip),
            ..Wishes::default()
        };
        assert!(wishes.decide("", &found()).strip_marks);
    }
}
