//! Answers of the terminal to queries.

/// An answer of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::term) enum Reply {
    /// DA1, the answer every terminal gives, with its abilities by number; asked last, it fences the
    /// others.
    Fence(Vec<u16>),
    /// DA2: the kind of terminal, its version, its cartridge.
    Device([u32; 3]),
    /// DECRPM of ANSI mode 8, BDSM: 0 unknown, 1 set, 2 reset, 3 always set, 4 always reset.
    BidiMode(u16),
    /// XTVERSION: name and version as the terminal words them.
    Version(String),
    /// OSC 11: the background colour, red, green and blue.
    Background([u8; 3]),
    /// The flags of the kitty keyboard protocol: the terminal knows it, whatever they are.
    Keyboard,
    /// DECRPM of the private mode 2026, synchronized output: 0 unknown, else known.
    Synchronized(u16),
    /// The kitty graphics protocol: whether a picture would be taken.
    Graphics(bool),
    /// The width and height of a cell, in points.
    CellSize((u16, u16)),
    /// How many colours a sixel picture can have.
    Registers(usize),
    /// An answer to nothing that was asked.
    Other,
}

impl Reply {
    /// Reads a control sequence: what stands between `CSI` and the final byte, and the final byte.
    pub(super) fn of_csi(body: &str, last: u8) -> Option<Self> {
        match (body.as_bytes().first(), last) {
            (Some(b'?'), b'c') => Some(Self::abilities(&body[1..])),
            (Some(b'?'), b'u') => Some(Self::Keyboard),
            (Some(b'?'), b'y') => Some(Self::synchronized(&body[1..]).unwrap_or(Self::Other)),
            (Some(b'?'), b'S') => Some(Self::registers(&body[1..]).unwrap_or(Self::Other)),
            (Some(b'0'..=b'9'), b't') => Some(Self::cell(body).unwrap_or(Self::Other)),
            (Some(b'>'), b'c') => Some(Self::device(&body[1..]).unwrap_or(Self::Other)),
            (Some(b'0'..=b'9'), b'y') => Some(Self::mode(body).unwrap_or(Self::Other)),
            (Some(b'?' | b'>' | b'='), _) => Some(Self::Other),
            _ => None,
        }
    }

    /// Reads a string: its kind (`P` for DCS, `]` for OSC) and what follows.
    pub(super) fn of_string(string: &[u8]) -> Self {
        let text = String::from_utf8_lossy(string);
        if let Some(version) = text.strip_prefix("P>|") {
            return Self::Version(printable(version));
        }
        if let Some(answer) = text.strip_prefix("_G") {
            return Self::Graphics(answer.ends_with(";OK"));
        }
        let color = text.strip_prefix("]11;").and_then(color_of);
        color.map_or(Self::Other, Self::Background)
    }

    fn device(body: &str) -> Option<Self> {
        let mut values = body.split(';').map(|value| value.parse().ok());
        let first = values.next()??;
        let mut next = || values.next().flatten().unwrap_or(0);
        Some(Self::Device([first, next(), next()]))
    }

    fn mode(body: &str) -> Option<Self> {
        mode_value(body, "8").map(Self::BidiMode)
    }

    fn synchronized(body: &str) -> Option<Self> {
        mode_value(body, "2026").map(Self::Synchronized)
    }

    /// Reads "6;height;width", the answer to `CSI 16 t`.
    fn cell(body: &str) -> Option<Self> {
        let (height, width) = body.strip_prefix("6;")?.split_once(';')?;
        Some(Self::CellSize((width.parse().ok()?, height.parse().ok()?)))
    }

    /// Reads "1;0;count", the answer to XTSMGRAPHICS for the registers of colours.
    fn registers(body: &str) -> Option<Self> {
        let count = body.strip_prefix("1;0;")?;
        count.parse().ok().map(Self::Registers)
    }

    fn abilities(body: &str) -> Self {
        Self::Fence(body.split(';').filter_map(|n| n.parse().ok()).collect())
    }
}

/// Reads the body of a DECRPM, "mode;value$", of this mode.
fn mode_value(body: &str, wanted: &str) -> Option<u16> {
    let (mode, value) = body.strip_suffix('$')?.split_once(';')?;
    value.parse().ok().filter(|_| mode == wanted)
}

/// Keeps what can be shown in a log or a report, at most 64 characters of it.
fn printable(text: &str) -> String {
    let shown = |c: &char| c.is_ascii_graphic() || *c == ' ';
    text.chars().filter(shown).take(64).collect()
}

/// Reads a colour as X11 writes it, "rgb:hhhh/hhhh/hhhh" with one to four digits, or "rgba:".
fn color_of(text: &str) -> Option<[u8; 3]> {
    let (kind, channels) = text.split_once(':')?;
    if !matches!(kind, "rgb" | "rgba") {
        return None;
    }
    let mut channels = channels.split('/').map(channel);
    Some([channels.next()??, channels.next()??, channels.next()??])
}

/// Scales one to four hexadecimal digits to 8 bits.
fn channel(digits: &str) -> Option<u8> {
    let most = match digits.len() {
        1..=4 => (1_u32 << (4 * digits.len())) - 1,
        _ => return None,
    };
    let value = u32::from_str_radix(digits, 16).ok()?;
    u8::try_from(value * 255 / most).ok()
}
