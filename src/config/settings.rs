//! The settings as resolved: plain values, nothing left to look up.

use std::path::PathBuf;
use std::time::Duration;

use super::access::Access;
use super::bidi::BidiSetting;
use super::image_protocol::ImageSetting;
use super::reader::{Fields, Layers, Mistakes};
use super::theme::{ColorSetting, ThemeSetting};
use super::value::{self, Choice};
use super::wishes::Wishes;
use crate::model::{DirectionSetting, Filter, Keeping};
use crate::text::{Digits, Direction, Justify};

/// Everything that is set by a single value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The table `[general]`.
    pub general: General,
    /// The table `[ui]`.
    pub ui: Ui,
    /// The table `[stories]`.
    pub stories: StorySettings,
}

/// What becomes of a story that several feeds tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorySettings {
    /// It is one line in lists of many feeds.
    pub group: bool,
    /// How many days its entries may be apart.
    pub days: u32,
    /// Who reads one of its entries has read all.
    pub mark: bool,
}

/// How feeds are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct General {
    /// The time from one poll of a feed to the next, for feeds without their own.
    pub refresh_interval: Duration,
    /// The longest time that a publisher's wish can make a feed rest.
    pub max_interval: Duration,
    /// Feeds that are due are polled when the program starts.
    pub refresh_on_start: bool,
    /// The time until a server must have taken the connection.
    pub connect_timeout: Duration,
    /// How many feeds are read at once; up to forty times as many servers are waited for.
    pub max_connections: usize,
    /// How many feeds are fetched at once from one server.
    pub max_per_host: usize,
    /// Which entries are kept, for feeds without their own rule.
    pub keeping: Keeping,
    /// How many of the newest automatic backups are kept; with 0 none is made.
    pub backups: u32,
    /// What plays sound and video, and its arguments; empty for nothing.
    pub player: Vec<String>,
    /// How much room pictures may take on the disk, in bytes.
    pub images_cache: u64,
    /// The folder that files of entries go to; that of the reader's downloads when empty.
    pub downloads: PathBuf,
    /// The longest file that is downloaded, in bytes.
    pub max_download: u64,
    /// The time between two requests to one server.
    pub host_spacing: Duration,
    /// How feeds are reached that have no wishes of their own.
    pub access: Access,
}

/// How the program looks and behaves.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ui {
    /// The theme.
    pub theme: ThemeSetting,
    /// How many colours are used.
    pub colors: ColorSetting,
    /// The direction of the screen itself: where panes, marks and titles begin.
    pub direction: DirectionSetting,
    /// How right-to-left text is brought to the terminal.
    pub bidi: BidiSetting,
    /// What becomes of vowel marks.
    pub tashkeel: Tashkeel,
    /// The digits shown in right-to-left text.
    pub digits: Digits,
    /// How the lines of an article are filled.
    pub justify: Justify,
    /// How pictures are brought to the terminal.
    pub image_protocol: ImageSetting,
    /// The mouse scrolls, clicks and selects.
    pub mouse: bool,
    /// An entry is marked read when it is opened.
    pub mark_read_on_open: bool,
    /// What lists leave out when the program starts.
    pub filter: Filter,
    /// The widest line of an article, in columns.
    pub measure: u16,
    /// Where the text of an article stands in a wider pane.
    pub text_column: TextColumn,
    /// Blank lines between the paragraphs of an article.
    pub paragraph_spacing: u16,
    /// Links of an article have numbers, and are listed at its end.
    pub link_numbers: bool,
    /// The screen is read aloud, or under the fingers, by a program that follows the cursor.
    pub screen_reader: bool,
}

/// Where the text of an article stands in a wider pane: the setting `ui.text_column`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextColumn {
    /// In the middle.
    #[default]
    Center,
    /// Where the pane begins.
    Start,
}

impl Choice for TextColumn {
    const NAMES: &'static [(&'static str, Self)] =
        &[("center", Self::Center), ("start", Self::Start)];
}

/// What becomes of vowel marks (tashkeel, niqqud): the setting `ui.tashkeel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tashkeel {
    /// Shown where the terminal puts them in their places.
    Auto,
    /// Always shown.
    Keep,
    /// Never shown.
    Strip,
}

impl Choice for Tashkeel {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("keep", Self::Keep),
        ("strip", Self::Strip),
    ];
}

impl Choice for Digits {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("source", Self::Source),
        ("latin", Self::Latin),
        ("arabic", Self::Arabic),
        ("persian", Self::Persian),
    ];
}

impl Choice for Justify {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("off", Self::Off),
        ("space", Self::Space),
        ("kashida", Self::Kashida),
    ];
}

impl Choice for DirectionSetting {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("ltr", Self::Always(Direction::Ltr)),
        ("rtl", Self::Always(Direction::Rtl)),
    ];
}

impl Choice for Filter {
    const NAMES: &'static [(&'static str, Self)] = &[("all", Self::All), ("unread", Self::Unread)];
}

impl Settings {
    /// Reads the tables `[general]`, `[ui]` and `[stories]`; gives as well what feeds inherit.
    pub(super) fn read<'a>(
        written: &mut Fields<'a>,
        built_in: &mut Fields<'a>,
        mistakes: &mut Mistakes,
    ) -> (Self, Wishes) {
        let general = Layers::new("general", written, built_in, mistakes);
        let (general, wishes) = General::read(general, mistakes);
        let ui = Ui::read(Layers::new("ui", written, built_in, mistakes), mistakes);
        let stories = Layers::new("stories", written, built_in, mistakes);
        let stories = StorySettings::read(stories, mistakes);
        let settings = Self {
            general,
            ui,
            stories,
        };
        (settings, wishes)
    }
}

impl General {
    fn read(mut table: Layers, mistakes: &mut Mistakes) -> (Self, Wishes) {
        let count = |value: &value::Value| value::integer(1..=256)(value).map(|n| n as usize);
        let milliseconds = |value: &value::Value| {
            value::integer(0..=60_000)(value).map(|n| Duration::from_millis(n.into()))
        };
        let refresh_interval = table.read("refresh_interval", value::minutes, mistakes);
        let max_interval = table.read("max_interval", value::minutes, mistakes);
        let [written, built_in] = table.both(Wishes::read, mistakes);
        let wishes = written
            .over(&built_in)
            .with_interval(Some(refresh_interval));
        let general = Self {
            refresh_interval,
            max_interval,
            refresh_on_start: table.read("refresh_on_start", value::boolean, mistakes),
            connect_timeout: table.read("connect_timeout", value::seconds(1..=600), mistakes),
            max_connections: table.read("max_connections", count, mistakes),
            max_per_host: table.read("max_per_host", count, mistakes),
            keeping: wishes.keeping(),
            backups: table.read("backups", value::integer(0..=30), mistakes),
            player: table.read("player", super::wishes::command, mistakes),
            images_cache: table.read("images_cache", value::size, mistakes),
            downloads: table.read("downloads", super::wishes::path, mistakes),
            max_download: table.read("max_download", value::file_size, mistakes),
            host_spacing: table.read("host_spacing", milliseconds, mistakes),
            access: wishes.clone().resolve(),
        };
        table.close(mistakes);
        (general, wishes)
    }
}

impl StorySettings {
    fn read(mut table: Layers, mistakes: &mut Mistakes) -> Self {
        let stories = Self {
            group: table.read("group", value::boolean, mistakes),
            days: table.read("days", value::integer(1..=14), mistakes),
            mark: table.read("mark", value::boolean, mistakes),
        };
        table.close(mistakes);
        stories
    }
}

impl Ui {
    fn read(mut table: Layers, mistakes: &mut Mistakes) -> Self {
        let columns = |value: &value::Value| {
            value::integer(20..=400)(value).map(|n| u16::try_from(n).unwrap_or(u16::MAX))
        };
        let spacing = |value: &value::Value| {
            value::integer(0..=3)(value).map(|n| u16::try_from(n).unwrap_or(1))
        };
        let ui = Self {
            theme: table.read("theme", value::choice, mistakes),
            colors: table.read("colors", value::choice, mistakes),
            direction: table.read("direction", value::choice, mistakes),
            bidi: table.read("bidi", value::choice, mistakes),
            tashkeel: table.read("tashkeel", value::choice, mistakes),
            digits: table.read("digits", value::choice, mistakes),
            justify: table.read("justify", value::choice, mistakes),
            image_protocol: table.read("image_protocol", value::choice, mistakes),
            mouse: table.read("mouse", value::boolean, mistakes),
            mark_read_on_open: table.read("mark_read_on_open", value::boolean, mistakes),
            filter: table.read("filter", value::choice, mistakes),
            measure: table.read("measure", columns, mistakes),
            text_column: table.read("text_column", value::choice, mistakes),
            paragraph_spacing: table.read("paragraph_spacing", spacing, mistakes),
            link_numbers: table.read("link_numbers", value::boolean, mistakes),
            screen_reader: table.read("screen_reader", value::boolean, mistakes),
        };
        table.close(mistakes);
        ui
    }
}
