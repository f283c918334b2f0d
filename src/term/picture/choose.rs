//! Which way pictures take to this terminal, from its answers and the environment.

use crate::config::{Background, ColorDepth, ImageProtocol, ImageSetting};
use crate::term::detect::{Reason, Replies};
use crate::term::tty;

/// The ability of sixel pictures in the answer to DA1.
const SIXEL: u16 = 4;
/// The size of a cell where the terminal does not tell: the shape that most fonts have, in points.
const USUAL_CELL: (u16, u16) = (10, 20);
/// What a cell may be in points; another size is no size.
const CELLS: std::ops::RangeInclusive<u16> = 3..=150;
/// The colours of a sixel picture where the terminal does not tell how many it has.
const USUAL_REGISTERS: usize = 256;

/// What the reader decided about pictures.
#[derive(Clone, Copy, Debug)]
pub struct PictureSetup {
    /// The way, where the reader named one.
    pub setting: ImageSetting,
    /// How many colours are used; with none there are no pictures.
    pub depth: ColorDepth,
}

impl Default for PictureSetup {
    /// In colour, as the terminal says.
    fn default() -> Self {
        Self {
            setting: ImageSetting::Auto,
            depth: ColorDepth::True,
        }
    }
}

/// How pictures are made for one terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureWay {
    /// How they are written.
    pub protocol: ImageProtocol,
    /// The width and height of a cell, in points.
    pub cell: (u16, u16),
    /// How many colours a sixel picture has, at most.
    pub registers: usize,
    /// How many colours cells have.
    pub depth: ColorDepth,
    /// What is seen through a picture.
    pub background: [u8; 3],
}

impl PictureWay {
    /// The width and height of a picture of so many cells, in points.
    #[must_use]
    pub fn points(&self, columns: u16, rows: u16) -> (usize, usize) {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        match self.protocol {
            ImageProtocol::HalfBlocks => (columns, rows * 2),
            _ => (
                columns * usize::from(self.cell.0),
                rows * usize::from(self.cell.1),
            ),
        }
    }
}

/// How pictures are brought to a terminal, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureChoice {
    /// The way; `None` where there are no pictures.
    pub way: Option<PictureWay>,
    /// What decided.
    pub reason: PictureReason,
}

/// What decided how pictures are brought to a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureReason {
    /// The reader named it in the settings.
    Settings,
    /// There are too few colours for pictures.
    Colours,
    /// A multiplexer stands between.
    Multiplexer,
    /// The terminal would take a picture of kitty's protocol.
    Graphics,
    /// The terminal has sixels among its abilities (DA1).
    Sixel,
    /// The terminal gave this name (XTVERSION).
    Version(String),
    /// This environment variable.
    Variable(&'static str),
    /// Nothing told of more than cells.
    Cells,
}

impl PictureChoice {
    /// Chooses the way; `found` is what told which terminal this is.
    pub(in crate::term) fn of(
        setup: PictureSetup,
        replies: &Replies,
        found: &Reason,
        background: Option<Background>,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let (protocol, reason) = match setup.setting {
            ImageSetting::Always(protocol) => (protocol, PictureReason::Settings),
            ImageSetting::Auto => protocol(replies, found, variable),
        };
        let enough = match protocol {
            ImageProtocol::HalfBlocks => ColorDepth::Indexed256,
            _ => ColorDepth::Ansi16,
        };
        if setup.depth < enough {
            let reason = PictureReason::Colours;
            return Self { way: None, reason };
        }
        let usual = match background {
            Some(Background::Light) => [255; 3],
            _ => [0; 3],
        };
        let way = PictureWay {
            protocol,
            cell: cell(replies),
            registers: replies.registers.unwrap_or(USUAL_REGISTERS).clamp(2, 256),
            depth: setup.depth,
            background: replies.background.unwrap_or(usual),
        };
        Self {
            way: Some(way),
            reason,
        }
    }
}

fn protocol(
    replies: &Replies,
    found: &Reason,
    variable: &dyn Fn(&str) -> Option<String>,
) -> (ImageProtocol, PictureReason) {
    if let Reason::Multiplexer(_) = found {
        return (ImageProtocol::HalfBlocks, PictureReason::Multiplexer);
    }
    let version = replies.version.as_deref().unwrap_or_default();
    let name = version.to_ascii_lowercase();
    let has_sixel = replies.abilities.contains(&SIXEL);
    // WezTerm's kitty pictures are off unless its settings say otherwise.
    if ["iterm2", "wezterm"]
        .iter()
        .any(|own| name.starts_with(own))
    {
        let reason = PictureReason::Version(version.to_owned());
        return (ImageProtocol::Iterm2, reason);
    }
    if replies.graphics {
        return (ImageProtocol::Kitty, PictureReason::Graphics);
    }
    // Konsole's sixels stay where they are when their cells are written anew.
    if has_sixel && !name.starts_with("konsole") {
        return (ImageProtocol::Sixel, PictureReason::Sixel);
    }
    if !replies.complete
        && let Some((protocol, name)) = by_environment(variable)
    {
        return (protocol, PictureReason::Variable(name));
    }
    (ImageProtocol::HalfBlocks, PictureReason::Cells)
}

/// Terminals by the beginning of a variable; only where the terminal itself did not answer.
fn by_environment(
    variable: &dyn Fn(&str) -> Option<String>,
) -> Option<(ImageProtocol, &'static str)> {
    const KNOWN: [(&str, &str, ImageProtocol); 4] = [
        ("TERM", "xterm-kitty", ImageProtocol::Kitty),
        ("TERM", "xterm-ghostty", ImageProtocol::Kitty),
        ("TERM_PROGRAM", "iTerm.app", ImageProtocol::Iterm2),
        ("TERM_PROGRAM", "WezTerm", ImageProtocol::Iterm2),
    ];
    let known = KNOWN
        .into_iter()
        .find(|(name, start, _)| variable(name).is_some_and(|value| value.starts_with(start)))?;
    Some((known.2, known.0))
}

/// The size of a cell: as the terminal answered, as the system knows, or the usual one.
fn cell(replies: &Replies) -> (u16, u16) {
    let told = replies.cell.filter(|told| is_size(*told));
    told.or_else(measured_cell).unwrap_or(USUAL_CELL)
}

/// The size of a cell as the system knows it.
pub(in crate::term) fn measured_cell() -> Option<(u16, u16)> {
    tty::cell().filter(|measured| is_size(*measured))
}

fn is_size((width, height): (u16, u16)) -> bool {
    CELLS.contains(&width) && CELLS.contains(&height)
}

#[cfg(test)]
mod tests;
