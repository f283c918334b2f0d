//! The colours of tags: the table `[tags]`.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::reader::{self, Fields, Mistakes};
use super::theme::{Ansi, Background, Color, ColorDepth, Paint, paint};
use crate::model::tag_key;

/// The colours that tags have by themselves; the reader's palette says how they look.
const HUES: [[Ansi; 2]; 6] = [
    [Ansi::BrightGreen, Ansi::Green],
    [Ansi::BrightMagenta, Ansi::Magenta],
    [Ansi::BrightCyan, Ansi::Cyan],
    [Ansi::BrightYellow, Ansi::Red],
    [Ansi::BrightBlue, Ansi::Blue],
    [Ansi::BrightRed, Ansi::Black],
];

/// The colour of every tag: as the reader says, else one of a few that follows from its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagColors {
    /// By the folded name: the name as written, and the colour.
    chosen: BTreeMap<String, (String, Paint)>,
}

impl TagColors {
    /// The colour of a tag; `None` where there are no colours.
    #[must_use]
    pub fn color(&self, tag: &str, background: Background, depth: ColorDepth) -> Option<Color> {
        let key = tag_key(tag);
        if let Some((_, paint)) = self.chosen.get(&key) {
            return paint.at(depth);
        }
        // FNV-1a: what a tag looks like must not change from one version to the next.
        let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let [dark, light] = HUES[hash as usize % HUES.len()];
        let hue = match background {
            Background::Dark => dark,
            Background::Light => light,
        };
        Color::Ansi(hue).at(depth)
    }

    /// What the reader chose, in order, for writing.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(String, Paint)> {
        self.chosen.values()
    }

    /// Reads the table; its keys are the names of tags.
    pub(super) fn read(written: &mut Fields, mistakes: &mut Mistakes) -> Self {
        let table: Option<&DeTable> = written.read("tags", reader::table, mistakes);
        let mut chosen = BTreeMap::new();
        for (name, value) in table.into_iter().flatten() {
            let name: &str = name.get_ref();
            match paint(value) {
                Ok(paint) => {
                    chosen.insert(tag_key(name), (name.to_owned(), paint));
                }
                Err(mistake) => mistakes.push(mistake),
            }
        }
        Self { chosen }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    fn color(text: &str, tag: &str, depth: ColorDepth) -> Option<Color> {
        let config = Config::parse(text, Path::new("config.toml")).unwrap();
        config.tags.color(tag, Background::Dark, depth)
    }

    #[test]
    fn a_tag_has_the_color_of_the_settings_however_it_is_written() {
        let text = "[tags]\nAI = \"#ff8700\"\n\"أخبار\" = [208, \"yellow\"]\n";
        let orange = Some(Color::Rgb(255, 135, 0));
        assert_eq!(color(text, "ai", ColorDepth::True), orange);
        let yellow = Some(Color::Ansi(Ansi::Yellow));
        assert_eq!(color(text, "اخبار", ColorDepth::Ansi16), yellow);
        assert_eq!(color(text, "ai", ColorDepth::None), None);
    }

    #[test]
    fn other_tags_have_one_of_a_few_colors_each_always_the_same() {
        let color = |tag| color("", tag, ColorDepth::True);
        assert_eq!(color("climate"), color("Climate"));
        let tags = ["ai", "climate", "سياسة", "music", "כלכלה", "rust", "later"];
        let different: Vec<_> = tags.map(color).into_iter().flatten().collect();
        assert_eq!(different.len(), tags.len());
        assert!(different.iter().any(|color| *color != different[0]));
        assert_eq!(
            super::TagColors::default().color("ai", Background::Light, ColorDepth::None),
            None
        );
    }
}
