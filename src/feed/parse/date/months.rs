//! The names of months in the languages feeds are dated in.

use super::calendar::Calendar;

/// How the twelve months of our calendar begin, where letters are cut short, in Latin, Cyrillic, Greek, Hebrew
/// and other letters; lower case.
const BEGINNINGS: [&str; 12] = [
    "jan jän ene gen янв січ sty oca ιαν ינו มกราคม ม.ค जन яну јан ian jaan tammi siječ led",
    "feb fév fev фев лют lut şub sub φεβ פבר กุมภา ก.พ फर helmi veeb velja úno",
    "mar mär maa már мар бер μαρ μάρ מרץ מרס มีนา มี.ค मार्च ožuj bře",
    "apr abr avr ápr апр кві kwi nis απρ אפר เมษา เม.ย अप्र huhti trav dub",
    "may mai mei mag maj máj мая май тра μαϊ μαΐ μάι μαι מאי พฤษภา พ.ค मई touko svib kvě",
    "jun juin giu jún июн чер cze haz ιουν ιούν יונ มิถุนา มิ.ย जून iun juuni юни јун kesä lipnj červ",
    "jul juil lug júl июл лип lip tem ιουλ ιούλ יול กรกฎา ก.ค जुल iul juul юли јул heinä srpnj červenc",
    "aug aoû aou ago agu ağu авг сер sie αυγ αύγ אוג สิงหา ส.ค अग elo kolov srp",
    "sep set sze сен вер wrz eyl σεπ ספט กันยา ก.ย सित syys ruj září",
    "oct okt ott out окт жов paź paz eki οκτ אוק ตุลา ต.ค अक् loka říj",
    "nov ноя лис lis kas νοε νοέ נוב พฤศจิกา พ.ย नव ное noi marras studen",
    "dec déc dez dic des ara дек гру gru δεκ דצמ ธันวา ธ.ค दिस joulu prosin",
];

/// The twelve months of our calendar in Arabic letters, whole words: of the Nile and the Gulf, of the Levant, of
/// the Maghreb; in Persian, Dari and Urdu. Letters are folded as [`super::normalised`] does.
const ARABIC_LETTERS: [&str; 12] = [
    "ینایر جانفی ژانویه جنوری",
    "فبرایر شباط فیفری فوریه فروری فبروری",
    "مارس اذار مارچ",
    "ابریل نیسان افریل اوریل اپریل",
    "مایو ایار مای ماي مه می مئی",
    "یونیو یونیه حزیران جوان ژوئن جون",
    "یولیو یولیه یولیوز تموز جویلیه ژوئیه جولای جولائی",
    "اغسطس اب اوت غشت اگوست اگست",
    "سبتمبر ایلول شتنبر سپتامبر سپتمبر ستمبر",
    "اکتوبر اکتبر",
    "نوفمبر نونبر نوامبر نومبر",
    "دیسمبر دجنبر دسامبر دسمبر",
];

/// The months of the Persian solar year.
const SOLAR: [&str; 12] = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد امرداد",
    "شهریور",
    "مهر",
    "ابان",
    "اذر",
    "دی",
    "بهمن",
    "اسفند",
];

/// The months of the Islamic lunar year that are one word, or known by their second.
const LUNAR: [(&str, i64); 9] = [
    ("محرم", 1),
    ("صفر", 2),
    ("رجب", 7),
    ("شعبان", 8),
    ("رمضان", 9),
    ("شوال", 10),
    ("القعده ذوالقعده ذیقعده ذیالقعده", 11),
    ("الحجه ذوالحجه ذیحجه ذیالحجه", 12),
    ("صفرالمظفر", 2),
];

/// The month that RFC 822 section 5 calls so.
pub(super) fn rfc_822(word: &str) -> Option<i64> {
    Some(match word {
        "jan" => 1,
        "feb" => 2,
        "mar" => 3,
        "apr" => 4,
        "may" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" => 9,
        "oct" => 10,
        "nov" => 11,
        "dec" => 12,
        _ => return None,
    })
}

/// The month of a name, `before` being the word before it, and the calendar it is of.
pub(super) fn month(before: &str, word: &str) -> Option<(Calendar, i64)> {
    if let Some(month) = of_two_words(before, word) {
        return Some(month);
    }
    let whole = |names: &[&str; 12]| place(names, |name| name == word);
    if let Some(month) = whole(&ARABIC_LETTERS) {
        return Some((Calendar::Gregorian, month));
    }
    if let Some(month) = whole(&SOLAR) {
        return Some((Calendar::Solar, month));
    }
    let lunar = LUNAR
        .iter()
        .find(|(names, _)| names.split(' ').any(|name| name == word));
    if let Some((_, month)) = lunar {
        return Some((Calendar::Lunar, *month));
    }
    // Hebrew writes "in November" as one word.
    let bare = word.strip_prefix('ב').unwrap_or(word);
    beginning(bare).map(|month| (Calendar::Gregorian, month))
}

/// The month that a word begins as most of: the Finnish November begins like March in most languages.
fn beginning(word: &str) -> Option<i64> {
    let names = BEGINNINGS.iter().zip(1..);
    let names = names.flat_map(|(names, number)| names.split(' ').map(move |name| (name, number)));
    let known = names.filter(|(name, _)| word.starts_with(name));
    known
        .max_by_key(|(name, _)| name.len())
        .map(|(_, number)| number)
}

fn place(months: &[&str; 12], is_it: impl Fn(&str) -> bool) -> Option<i64> {
    let names = months.iter().zip(1..);
    names
        .into_iter()
        .find(|(names, _)| names.split(' ').any(&is_it))
        .map(|(_, number)| number)
}

/// Months of the Levant and of the lunar year that come in pairs, told apart by a second word.
fn of_two_words(before: &str, word: &str) -> Option<(Calendar, i64)> {
    let second = match word {
        "الاول" | "اول" | "الاولی" => 0,
        "الثانی" | "ثانی" | "الثانیه" | "الاخر" | "الاخره" => 1,
        _ => return None,
    };
    match before {
        "تشرین" => Some((Calendar::Gregorian, 10 + second)),
        // The first is the last month of the year, the second the first of the next.
        "کانون" => Some((Calendar::Gregorian, if second == 0 { 12 } else { 1 })),
        "ربیع" => Some((Calendar::Lunar, 3 + second)),
        "جمادی" => Some((Calendar::Lunar, 5 + second)),
        _ => None,
    }
}
