//! The style of a stretch of text: a theme role, and how it is stressed.

use crate::config::Role;
use crate::model::LinkIndex;
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
    /// Where it leads; only the first million links of an article are kept.
    pub link: Option<LinkIndex>,
}

const EMPHASIS: u32 = 1 << 8;
const STRONG: u32 = 1 << 9;
const STRUCK: u32 = 1 << 10;
const INSERTED: u32 = 1 << 11;
/// From this bit on stands the number of the link, from 1.
const LINK: u32 = 12;

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
            link: None,
        }
    }

    /// Packs the style; [`TextStyle::unpack`] gives it back.
    #[must_use]
    pub fn pack(self) -> StyleId {
        let flag = |on: bool, bit: u32| if on { bit } else { 0 };
        let number = |link: LinkIndex| {
            u32::try_from(link.0 + 1)
                .ok()
                .filter(|n| n >> (32 - LINK) == 0)
        };
        let link = self.link.and_then(number).unwrap_or_default();
        StyleId(
            self.role as u32
                | flag(self.emphasis, EMPHASIS)
                | flag(self.strong, STRONG)
                | flag(self.struck, STRUCK)
                | flag(self.inserted, INSERTED)
                | link << LINK,
        )
    }

    /// Unpacks a style; an id that [`TextStyle::pack`] never gave is plain text.
    #[must_use]
    pub fn unpack(id: StyleId) -> Self {
        let role = Role::ALL
            .get((id.0 & 0xff) as usize)
            .copied()
            .unwrap_or(Role::Text);
        Self {
            role,
            emphasis: id.0 & EMPHASIS != 0,
            strong: id.0 & STRONG != 0,
            struck: id.0 & STRUCK != 0,
            inserted: id.0 & INSERTED != 0,
            link: ((id.0 >> LINK) as usize).checked_sub(1).map(LinkIndex),
        }
    }
}
