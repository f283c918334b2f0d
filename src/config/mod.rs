//! The configuration: where it is, what it says, what is wrong with it.
//!
//! The built-in configuration is `config.example.toml`, parsed: a key that the reader's file leaves out has
//! the value it has there. [`open`] gives the [`Config`] for the [`Paths`] in use; [`Config::parse`] is the
//! same without a file system. Mistakes come back as facts with places ([`Invalid`]), all of a file at once,
//! and [`ConfigError::places`] shows them in the reader's language.
//!
//! [`add_feeds`], [`begin_with_feeds`], [`add_list`], [`add_lists`], [`add_rules`], [`remove_feed`] and [`put_back`] are all
//! that writes to the reader's file; what else stands there stays as it is.
//!
//! Also here: how keys are written ([`Chord`]), and how things look ([`Role`], [`Theme`]).

mod access;
mod bidi;
mod change;
mod chord;
mod copies;
mod edit;
mod environment;
mod error;
mod feeds;
mod folders;
mod image_protocol;
mod keyboard;
mod keys;
mod lists;
mod load;
mod macros;
mod nearest;
mod reader;
mod removal;
mod report;
mod rules;
mod settings;
mod share;
mod show;
mod tags;
mod theme;
mod value;
mod wishes;

pub use access::{Access, Auth, FullText, Header, Images, Private, Proxy};
pub use bidi::{BidiSetting, Profile};
pub use change::Wait;
pub use chord::{Chord, ChordError, ChordSequence, Key, Modifiers};
pub use copies::{copy_of_emptied, copy_settings};
pub use edit::{Added, add_feeds, add_list, add_lists, add_rules, begin_with_feeds, name_feeds};
pub use environment::{Environment, Folders, Paths};
pub use error::{ConfigError, Invalid, Mistake, Problem};
pub use image_protocol::{ImageProtocol, ImageSetting};
pub use keyboard::Keyboard;
pub use keys::KeyBinding;
pub use load::{Config, load_file, open};
pub use macros::Macro;
pub use removal::{Cutting, plan_removal, put_back, remove_feed};
pub use rules::deeds;
pub use settings::{General, Settings, StorySettings, Tashkeel, TextColumn, Ui};
pub use share::ShareTarget;
pub use show::differing;
pub use tags::TagColors;
pub use theme::{
    Ansi, Background, Color, ColorDepth, ColorSetting, Role, Style, Theme, ThemeChanges,
    ThemeSetting, UnknownColor,
};
pub use value::Kind;

#[cfg(test)]
mod tests;
