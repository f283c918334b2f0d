//! The feeds that are compiled into the program.

/// Gives the bytes of a feed compiled into the program by its name, as in `newsterm:welcome`.
///
/// ```
/// let welcome = newsterm::feed::built_in("newsterm:welcome").unwrap();
/// let parsed = newsterm::feed::parse::parse(welcome.as_bytes(), None, "newsterm:welcome")?;
/// assert!(parsed.update.entries.len() > 3);
/// # Ok::<(), newsterm::feed::parse::ParseError>(())
/// ```
#[must_use]
pub fn built_in(name: &str) -> Option<&'static str> {
    match name {
        "newsterm:welcome" => Some(include_str!("../../assets/welcome.xml")),
        _ => None,
    }
}
