//! Hands a link to a browser: a program and its arguments, never a shell.

use std::io;

use crate::runtime::program;

/// Why no browser was started.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// The link is not an `http`, `https` or `mailto` URL.
    #[error("not a web link")]
    NotAWebLink,
    /// No program was found that opens links.
    #[error("no browser found")]
    Missing,
    /// The program did not start.
    #[error("{program} did not start")]
    Start {
        /// The program.
        program: String,
        /// Why.
        source: io::Error,
    },
}

/// Programs that open a link with the reader's own choice of browser.
const OPENERS: &[&str] = &[
    "xdg-open",
    "open",
    "wslview",
    "sensible-browser",
    "x-www-browser",
];

/// Starts the browser of `$BROWSER` (programs separated by `:`, `%s` stands for the link), else of the desktop; for
/// `mailto` the desktop is asked first.
///
/// # Errors
///
/// When the link is not one for a browser, or no browser starts.
pub fn open(link: &str, browser: Option<&str>) -> Result<(), BrowserError> {
    // The scheme also rules out a leading "-", which a program would take for an option.
    let is_mail = link.starts_with("mailto:");
    if !(link.starts_with("http://") || link.starts_with("https://") || is_mail) {
        return Err(BrowserError::NotAWebLink);
    }
    let chosen = browser
        .unwrap_or_default()
        .split(':')
        .filter(|entry| !entry.trim().is_empty());
    let openers = OPENERS.iter().copied();
    // The desktop knows what writes letters; a browser may hand them on.
    let entries: Vec<&str> = if is_mail {
        openers.chain(chosen).collect()
    } else {
        chosen.chain(openers).collect()
    };
    let mut failure = BrowserError::Missing;
    for words in entries.iter().filter_map(|entry| command_line(entry, link)) {
        match program::start(&words[0], &words[1..], None) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => {
                failure = BrowserError::Start {
                    program: words[0].clone(),
                    source,
                }
            }
        }
    }
    Err(failure)
}

/// Splits an entry into words first and puts the link in afterwards, so that it is one argument whatever it holds.
fn command_line(entry: &str, link: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = entry
        .split_whitespace()
        .map(|word| word.replace("%s", link))
        .collect();
    if words.is_empty() {
        return None;
    }
    if !entry.contains("%s") {
        words.push(link.to_owned());
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_one_argument_whatever_it_holds() {
        let link = "https://news.example/?a=1 2;touch /tmp/x&b=$(id)";
        assert_eq!(
            command_line("firefox --new-tab", link),
            Some(vec!["firefox".into(), "--new-tab".into(), link.into()])
        );
        assert_eq!(
            command_line("w3m %s -o x=1", link),
            Some(vec!["w3m".into(), link.into(), "-o".into(), "x=1".into()])
        );
    }

    #[test]
    fn only_web_links_are_opened() {
        for link in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "-h",
            "data:text/html,x",
            "exec:ls",
            "",
        ] {
            assert!(
                matches!(open(link, Some("true")), Err(BrowserError::NotAWebLink)),
                "{link}"
            );
        }
    }
}
