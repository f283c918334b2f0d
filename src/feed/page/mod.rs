//! The article of a web page, without what stands around it.
//!
//! What a page is made of is bounded before it becomes a tree ([`html`]), and what comes of it is HTML
//! of another's hand still: it goes the way of every body when it is read.

mod commas;
mod cut;
mod dress;
mod opening;
mod others;
mod schema;
mod scripts;
mod stub;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::decode::decode;
use super::html;
use crate::model::{Body, BodyKind};

pub use stub::{is_stub, letters};

/// Pages with more elements are not searched for an article: that takes a time for each of them.
const MOST_ELEMENTS: usize = 40_000;

/// What the reader says of pages, as CSS selectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// What the text is taken from; found out where there is none, or where none of them fits.
    pub keep: Vec<String>,
    /// What is left out.
    pub drop: Vec<String>,
}

/// A page as a server gave it.
#[derive(Clone, Debug)]
pub struct Page {
    /// The document.
    pub bytes: Vec<u8>,
    /// The `Content-Type` header field.
    pub content_type: Option<String>,
    /// Where it came from.
    pub url: String,
}

/// An article as it was cut out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The text: untrusted.
    pub body: Body,
    /// What relative links in it are relative to.
    pub base: String,
}

/// Why there is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The address leads to something else than text.
    #[error("not a page: {kind}")]
    NoPage {
        /// Its type (RFC 9110 section 8.3.1); untrusted text.
        kind: String,
    },
    /// Nothing on the page looks like an article.
    #[error("no article on the page")]
    NoText,
    /// The page has too much in it, or what reads it failed.
    #[error("the page cannot be read")]
    TooHard,
}

/// Cuts the article out of a page.
///
/// ```
/// use newsterm::feed::page::{Cut, Page, article};
///
/// let text = "The ferry came back to the harbour late at night. ".repeat(20);
/// let html = format!("<nav>Home</nav><article><p>{text}</p></article><footer>Imprint</footer>");
/// let page = Page { bytes: html.into(), content_type: None, url: "https://news.example/1".to_owned() };
/// let body = article(&page, &Cut::default()).unwrap().body;
/// assert!(body.content.contains("The ferry") && !body.content.contains("Imprint"));
/// ```
///
/// # Errors
/// When it is no page, or no article is found on it.
pub fn article(page: &Page, cut: &Cut) -> Result<Article, PageError> {
    let kind = page.content_type.as_deref().unwrap_or("text/html");
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    let is_html = matches!(
        kind.as_str(),
        "" | "text/html" | "application/xhtml+xml" | "application/xml" | "text/xml"
    );
    if !is_html && kind != "text/plain" {
        return Err(PageError::NoPage { kind });
    }
    let text = decode(&page.bytes, page.content_type.as_deref()).text;
    if !is_html {
        return Ok(Article {
            body: Body {
                kind: BodyKind::Plain,
                content: text.into_owned(),
            },
            base: page.url.clone(),
        });
    }
    // Nobody has looked through a library of others for pages that make it panic.
    let found = catch_unwind(AssertUnwindSafe(|| cut::article(&text, &page.url, cut)));
    let article = found.unwrap_or(Err(PageError::TooHard))?;
    if html::plain_text(&article.body).trim().is_empty() {
        return Err(PageError::NoText);
    }
    Ok(article)
}

#[cfg(test)]
mod tests;
