//! The texts of entries, which the parser need not see.

/// Texts kept apart from the document, which has keys in their place.
///
/// They are nearly all of a feed: escaped for the parser, read and unescaped by it, they would cost more time than
/// everything else that is done with them.
#[derive(Debug, Default)]
pub(in crate::feed) struct Texts(Vec<String>);

impl Texts {
    /// Keeps a text and gives its key, which needs no escaping.
    pub(super) fn keep(&mut self, mut text: String) -> String {
        text.shrink_to_fit();
        self.0.push(text);
        format!("text-{}", self.0.len() - 1)
    }

    /// Takes out the text of a key, as the parser gives it back; what is no key is a text itself.
    pub(in crate::feed) fn take(&mut self, key: &str) -> String {
        let number = key.strip_prefix("text-");
        let place = number.and_then(|number| self.0.get_mut(number.parse::<usize>().ok()?));
        place.map_or_else(|| key.to_owned(), std::mem::take)
    }
}
