//! The samples, and what becomes of the reader's answer.

use super::Patient;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::config::Profile;
use crate::lang::{Lang, Phrase, Piece};
use crate::runtime::report;
use crate::term::{Answers, Examination, Sample, Wishes, sample_pages, show_and_wait};
use crate::text::digit;

/// What each profile shows: Latin and Arabic letters, a mark, lam with alef, numbers, brackets.
const SENTENCE: &str = "OpenSea: ارتفاع المدّ 12% غدا (الأربعاء) إلى 3.5 أمتار";

/// More text for the profile in use.
const MORE: [(Phrase, &str); 7] = [
    (Phrase::SampleMarks, "قَرَأَتْ لَيْلى الجَرِيدَةَ في المِيناءِ"),
    (
        Phrase::SamplePersian,
        "می‌خواهم کتاب‌های تازهٔ اسکله را بخوانم",
    ),
    (
        Phrase::SampleUrdu,
        "بندرگاہ کی خبریں، ٹھیک ہر صبح، بڑے شوق سے",
    ),
    (Phrase::SamplePashto, "د بندر خبرونه: ښه ورځ، ټول راغلئ"),
    (
        Phrase::SampleKurdish,
        "هەواڵی بەندەر: ڕۆژ باش، کەشتییەکە گەیشت",
    ),
    (Phrase::SampleHebrew, "ידיעות הרציף (מהדורת 18:30)"),
    (Phrase::SampleDigits, "123 ١٢٣ ۱۲۳"),
];

/// What the reader answered.
enum Answer {
    Chosen(Profile),
    Forget,
    Nothing,
}

/// Shows the samples page by page until one is chosen, and keeps the choice.
pub(super) fn ask(patient: &Patient, wishes: &Wishes, found: &Examination, out: &Output) -> Exit {
    let pages = sample_pages(found.choice.profile, found.found.profile);
    let mut answer = Answer::Nothing;
    for (n, profiles) in pages.iter().enumerate() {
        let more = n + 1 < pages.len();
        let known = wishes.answers.get(&found.id).is_some();
        let page = page(profiles, n == 0, found, out.lang()) + &question(more, known, out.lang());
        let variable = |name: &str| patient.variable(name);
        let key = match show_and_wait(&page, switch(profiles), &variable) {
            Ok(key) => key,
            Err(error) => return out.fail(&report::term(&error), Exit::Terminal),
        };
        answer = match key {
            Some(' ') if more => continue,
            Some(key) if known && digit(key) == Some(0) => Answer::Forget,
            key => key
                .and_then(|key| chosen(profiles, key))
                .map_or(Answer::Nothing, Answer::Chosen),
        };
        break;
    }
    keep(patient, wishes, found, &answer, out)
}

/// The switch that has to be thrown for a whole page.
fn switch(profiles: &[Profile]) -> Profile {
    match profiles {
        [only] => *only,
        // The rows of such a page throw their own.
        _ => Profile::Visual,
    }
}

fn chosen(profiles: &[Profile], key: char) -> Option<Profile> {
    let number = usize::try_from(digit(key)?).ok()?;
    profiles.get(number.checked_sub(1)?).copied()
}

fn page(profiles: &[Profile], first: bool, found: &Examination, lang: &Lang) -> String {
    let sample = |label: String, text: &str, profile| {
        let strip_marks = found.found.strip_marks;
        Sample {
            label,
            text: text.to_owned(),
            profile,
            strip_marks,
        }
        .row()
    };
    let mut page = lang.say(&Phrase::DoctorSamples) + "\n";
    for (number, &profile) in (1..).zip(profiles) {
        page += &sample(format!("{number} {}", profile.name()), SENTENCE, profile);
    }
    page.push('\n');
    if first {
        let in_use = found.choice.profile;
        let profile = Piece::new(in_use.name());
        page += &(lang.say(&Phrase::DoctorAlso { profile }) + "\n");
        for (label, text) in &MORE {
            page += &sample(lang.say(label), text, in_use);
        }
        page.push('\n');
    }
    page
}

fn question(more: bool, known: bool, lang: &Lang) -> String {
    let parts = [
        Some(Phrase::DoctorQuestion),
        more.then_some(Phrase::DoctorQuestionMore),
        known.then_some(Phrase::DoctorQuestionForget),
    ];
    let lines = parts.iter().flatten().map(|part| lang.say(part) + "\n");
    lines.collect()
}

fn keep(
    patient: &Patient,
    wishes: &Wishes,
    found: &Examination,
    answer: &Answer,
    out: &Output,
) -> Exit {
    let id = found.id.clone();
    let (profile, said) = match answer {
        Answer::Nothing => {
            out.say(&Phrase::DoctorUnanswered);
            return Exit::Done;
        }
        Answer::Forget => (None, Phrase::DoctorForgotten { id }),
        Answer::Chosen(profile) => {
            let name = Piece::new(profile.name());
            (Some(*profile), Phrase::DoctorKept { profile: name, id })
        }
    };
    if let Err(error) = Answers::keep(&patient.paths.terminals, &found.id, profile) {
        return out.fail(&report::answers(&error), Exit::Failed);
    }
    out.say(&said);
    if profile.is_some() && wishes.argument.or(wishes.variable).is_some() {
        out.say(&Phrase::DoctorOutweighed);
    }
    Exit::Done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_chooses_its_line_and_anything_else_nothing() {
        let profiles = [Profile::Visual, Profile::Lrm];
        for key in ['2', '٢', '۲'] {
            assert_eq!(chosen(&profiles, key), Some(Profile::Lrm));
        }
        for key in ['0', '3', 'x', '\r'] {
            assert_eq!(chosen(&profiles, key), None);
        }
    }

    #[test]
    fn a_page_of_one_is_shown_under_its_switch() {
        assert_eq!(switch(&[Profile::Konsole]), Profile::Konsole);
        assert_eq!(switch(&[Profile::Explicit, Profile::Lrm]).enter(), "");
    }
}
