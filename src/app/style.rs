//! The style of a stretch of text: a theme role, and how it is stressed.

use crate::config::Role;
use crate::text::StyleId;

/// What a stretch of text means, packed into the [`StyleId`] that a layout carries to its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a way to stress that goes with all others"
)]
pub struct TextStyle {
    /// What it is.
    pub role: Role,
    /// Stressed: italic where the terminal can.
    pub emphasis: bool,
    /// Important: bold.
    pub strong: bool,
    /// Deleted: struck through.
    pub struck: bool,
    /// Added later: underlined.
    pub inserted: bool,
}

const EMPHASIS: u16 = 1 << 8;
const STRONG: u16 = 1 << 9;
const STRUCK: u16 = 1 << 10;
const INSERTED: u16 = 1 << 11;

impl TextStyle {
    /// A role without stress.
    #[must_use]
    pub const fn plain(role: Role) -> Self {
        Self {
            role,
            emphasis: false,
            strong: false,
            struck: false,
            inserted: false,
        }
    }

    /// Packs the style; [`TextStyle::unpack`] gives it back.
    #[must_use]
    pub fn pack(self) -> StyleId {
        let flag = |on: bool, bit: u16| if on { bit } else { 0 };
        StyleId(
            self.role as u16
                | flag(self.emphasis, EMPHASIS)
                | flag(self.strong, STRONG)
                | flag(self.struck, STRUCK)
                | flag(self.inserted, INSERTED),
        )
    }

    /// Unpacks a style; an id that [`TextStyle::pack`] never gave is plain text.
    #[must_use]
    pub fn unpack(id: StyleId) -> Self {
        let role = Role::ALL
            .get(usize::from(id.0 & 0xff))
            .copied()
            .unwrap_or(Role::Text);
        Self {
            role,
            emphasis: id.0 & EMPHASIS != 0,
            strong: id.0 & STRONG != 0,
            struck: id.0 & STRUCK != 0,
            inserted: id.0 & INSERTED != 0,
        }
    }
}
