//! Articles as texts for other programs: Markdown, HTML, plain text.

mod blocks;
mod html;
mod inline;
mod markdown;
mod plain;
#[cfg(test)]
mod tests;

use super::Document;
use crate::text::CleanText;

/// An article with what stands above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The title.
    pub title: CleanText,
    /// Source, author and date in one line; may be empty.
    pub byline: CleanText,
    /// The page of the entry, an absolute `http` or `https` URL.
    pub link: Option<String>,
    /// The text.
    pub document: Document,
}

/// A kind of text that articles are written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown (`CommonMark`, with the tables of GFM).
    #[default]
    Markdown,
    /// HTML; a document of its own.
    Html,
    /// Text without markup; its links are numbered and listed at its end.
    Text,
}

impl Format {
    /// All of them, by the names that the command line knows.
    pub const ALL: [(&str, Self); 3] = [
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("text", Self::Text),
    ];

    /// What stands before everything.
    #[must_use]
    pub fn head(self, title: &CleanText) -> String {
        match self {
            Self::Html => html::head(title),
            Self::Markdown | Self::Text => String::new(),
        }
    }

    /// What stands between two articles.
    #[must_use]
    pub const fn between(self) -> &'static str {
        match self {
            Self::Html => "<hr>\n",
            Self::Markdown => "\n* * *\n\n",
            Self::Text => "\n\n",
        }
    }

    /// What stands after everything.
    #[must_use]
    pub const fn foot(self) -> &'static str {
        match self {
            Self::Html => "</body>\n</html>\n",
            Self::Markdown | Self::Text => "",
        }
    }

    /// The format that the name of a file asks for; Markdown where it asks for none that is known.
    ///
    /// ```
    /// use newsterm::model::Format;
    /// assert_eq!(Format::of_file("a.b/news.HTML"), Format::Html);
    /// assert_eq!(Format::of_file("news"), Format::Markdown);
    /// ```
    #[must_use]
    pub fn of_file(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("html" | "htm") => Self::Html,
            Some("txt" | "text") => Self::Text,
            _ => Self::Markdown,
        }
    }
}

impl Exported {
    /// Writes the article.
    ///
    /// ```
    /// use newsterm::model::{Exported, Format};
    /// use newsterm::text::CleanText;
    ///
    /// let article = Exported { title: CleanText::line("Sea & sky"), ..Exported::default() };
    /// assert_eq!(article.write(Format::Markdown), "# Sea & sky\n");
    /// ```
    #[must_use]
    pub fn write(&self, format: Format) -> String {
        format.head(&self.title) + &self.part(format) + format.foot()
    }

    /// Writes the article as one of several, which stand between [`Format::head`] and [`Format::foot`], parted by
    /// [`Format::between`].
    #[must_use]
    pub fn part(&self, format: Format) -> String {
        match format {
            Format::Markdown => markdown::write(self),
            Format::Html => html::write(self),
            Format::Text => plain::write(self),
        }
    }
}
