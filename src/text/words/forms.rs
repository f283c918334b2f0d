//! Other forms of a word: without the article, without letters that are prefixed to it.

/// The article alone and after prefixes, with the fewest letters that a word has behind it.
const ARTICLES: &[(&str, usize)] = &[
    ("وبال", 3),
    ("ولل", 3),
    ("فلل", 3),
    ("وال", 3),
    ("فال", 3),
    ("بال", 3),
    ("كال", 3),
    ("لل", 2),
    ("ال", 2),
];

/// Folded words that begin as with an article and would be other words without it.
const WITHOUT_ARTICLE: &[&str] = &["الله", "التي", "الذي", "الان"];

/// The fewest letters that a word has behind a prefix.
const STEM: usize = 3;

/// How many prefixes a word has.
const PREFIXES: usize = 2;

/// Takes the Arabic article off a folded word.
pub(super) fn without_article(word: &str) -> &str {
    if !word.starts_with(['ا', 'و', 'ف', 'ب', 'ك', 'ل']) || WITHOUT_ARTICLE.contains(&word) {
        return word;
    }
    ARTICLES
        .iter()
        .find_map(|(article, least)| {
            let stem = word.strip_prefix(article)?;
            (stem.chars().count() >= *least).then_some(stem)
        })
        .unwrap_or(word)
}

/// Whether a folded word is an article and nothing else.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.iter().any(|(article, _)| word == *article)
}

/// What a folded word that is being typed has behind its article, if that is too short for a word.
pub(super) fn begun(word: &str) -> Option<&str> {
    let stem = |(article, _): &(&str, usize)| word.strip_prefix(article);
    ARTICLES
        .iter()
        .find_map(stem)
        .filter(|stem| !stem.is_empty())
}

/// Gives what a folded word may be with prefixes left out.
pub(super) fn each_stem(word: &str, mut give: impl FnMut(&str)) {
    let mut rest = word;
    for _ in 0..PREFIXES {
        let mut letters = rest.chars();
        if !letters.next().is_some_and(is_prefix) || letters.clone().count() < STEM {
            return;
        }
        rest = without_article(letters.as_str());
        give(rest);
    }
}

/// The letters that are prefixed to a word of the script of its first letter.
pub(super) fn prefixes_of(word: &str) -> &'static [char] {
    match word.chars().next() {
        _ if word.chars().count() < STEM => &[],
        Some('\u{620}'..='\u{6ff}') => &['و', 'ف', 'ب', 'ك', 'ل'],
        Some('\u{5d0}'..='\u{5ea}') => &['ה', 'ו', 'ב', 'כ', 'ל', 'מ', 'ש'],
        _ => &[],
    }
}

const fn is_prefix(c: char) -> bool {
    matches!(
        c,
        'و' | 'ف' | 'ب' | 'ك' | 'ل' | 'ה' | 'ו' | 'ב' | 'כ' | 'ל' | 'מ' | 'ש'
    )
}
