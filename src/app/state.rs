//! Everything the screen is made from.

use std::collections::{HashMap, VecDeque};

use crate::app::full_text::Texts;
use crate::app::headlines::Aim;
use crate::app::{
    Adding, AddingStage, Area, Article, Command, Downloads, Effect, FeedSheet, Following, Geometry,
    Headlines, Help, Interface, Keymap, Offer, Pane, Pending, Prompt, Purpose, RefreshProgress,
    Shelf, Size, Sources, update,
};
use crate::config::{Images, Keyboard, ShareTarget, TextColumn};
use crate::lang::{Lang, Phrase};
use crate::model::{EntryId, FeedId, Headline, LeftAt, List, Timestamp};
use crate::text::LineEditor;

/// Names a request, so that its answer can be told from answers no longer wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// What the status line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub phrase: Phrase,
    /// It tells of a failure.
    pub failure: bool,
}

/// Everything the screen is made from; changed by `update` alone.
pub struct State {
    /// The time of the last message.
    pub now: Timestamp,
    /// The words for people.
    pub lang: Lang,
    /// The reader's settings of the screen.
    pub interface: Interface,
    /// What each chord means.
    pub keymap: Keymap,
    /// Chords that are not yet a command.
    pub pending: Pending,
    /// The keyboard that is typed on, as far as it is known.
    pub keyboard: Keyboard,
    /// The address that was typed last, where no feed was found: it is offered again, to be mended.
    pub(super) mistyped: String,
    /// The size of the screen.
    pub size: Size,
    /// Where the panes are.
    pub geometry: Geometry,
    /// The pane that commands go to.
    pub focus: Pane,
    /// Smart lists, folders and feeds.
    pub sources: Sources,
    /// The entries of a list.
    pub headlines: Headlines,
    /// The open article.
    pub article: Option<Article>,
    /// The table of keys.
    pub help: Option<Help>,
    /// A feed on its way to being followed.
    pub adding: Option<Adding>,
    /// What is known of a feed, over the panes.
    pub sheet: Option<FeedSheet>,
    /// A link of the article on its way to being followed.
    pub following: Option<Following>,
    /// Files on their way to the reader's disk.
    pub downloads: Downloads,
    /// A list of files that lies over the panes.
    pub shelf: Option<Shelf>,
    /// The files that such a list offers.
    pub offer: Option<Offer>,
    /// Programs that articles are shared with.
    pub share: Vec<ShareTarget>,
    /// The line being typed.
    pub prompt: Option<Prompt>,
    /// What the status line says.
    pub notice: Option<Notice>,
    /// What the reader should know of the cache until it is over; shown where there is no notice.
    pub alarm: Option<Phrase>,
    /// How the refresh under way goes.
    pub refresh: RefreshProgress,
    /// How far the index of words has come, in percent; 100 until it is known.
    pub indexed: u8,
    pub(super) opening: Option<RequestId>,
    pub(super) texts: Option<Texts>,
    /// Where articles were left since the start: the cache may be asked before it was told.
    pub(super) left: HashMap<EntryId, Option<LeftAt>>,
    pub(super) finding: Option<Finding>,
    pub(super) asking: Option<Asking>,
    /// Articles to be given away; the text of the first has been asked for.
    pub(super) outgoing: VecDeque<Outgoing>,
    pub(super) open_when_loaded: Option<Timestamp>,
    /// A feed newly followed, to be shown when the list of feeds has it.
    pub(super) arriving: Option<FeedId>,
    pub(super) sources_asked: bool,
    pub(super) sources_stale: bool,
    requests: u64,
}

/// A search for the next unread entry that the cache has not answered yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finding {
    pub request: RequestId,
    pub forward: bool,
    /// The list has been looked through from its beginning.
    pub wrapped: bool,
}

/// A command that waits for what its entry comes with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking {
    pub request: RequestId,
    /// The feed of the entry.
    pub feed: FeedId,
    pub command: Command,
    pub count: Option<u32>,
}

/// An article on its way out, until the cache has told its text.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    pub request: RequestId,
    pub entry: Headline,
    pub to: Recipient,
}

/// What an article is given to.
#[derive(Clone, Debug)]
pub(super) enum Recipient {
    /// A program as it was typed, which ends with newsterm.
    Program(Vec<String>),
    /// A program of the settings, which goes on by itself.
    Target(Vec<String>),
    /// A file of this name.
    File(String),
}

impl State {
    /// The state before anything is known, and the orders that fill it.
    #[must_use]
    pub fn new(
        now: Timestamp,
        size: Size,
        lang: Lang,
        interface: Interface,
        keymap: Keymap,
    ) -> (Self, Vec<Effect>) {
        let mut state = Self {
            now,
            lang,
            headlines: Headlines::new(List::All, interface.filter),
            interface,
            keymap,
            pending: Pending::default(),
            keyboard: Keyboard::default(),
            mistyped: String::new(),
            size,
            geometry: Geometry::default(),
            focus: Pane::default(),
            sources: Sources::default(),
            article: None,
            help: None,
            adding: None,
            sheet: None,
            following: None,
            downloads: Downloads::default(),
            shelf: None,
            offer: None,
            share: Vec::new(),
            prompt: None,
            notice: None,
            alarm: None,
            refresh: RefreshProgress::default(),
            indexed: 100,
            opening: None,
            texts: None,
            left: HashMap::new(),
            finding: None,
            asking: None,
            outgoing: VecDeque::new(),
            open_when_loaded: None,
            arriving: None,
            sources_asked: false,
            sources_stale: false,
            requests: 0,
        };
        state.settle();
        let effects = state
            .load_sources()
            .into_iter()
            .chain([state.load_window(Aim::First)])
            .collect();
        (state, effects)
    }

    /// Greets a reader who has no settings yet.
    pub fn welcome(&mut self) {
        let help = self.key_of(Command::Help);
        self.say(Phrase::FirstStart { help });
    }

    /// The minute that it is: how old entries are is told by it, so that it stays the same for as long.
    #[must_use]
    pub const fn minute(&self) -> Timestamp {
        Timestamp(self.now.0 - self.now.0.rem_euclid(60))
    }

    /// The start of the reader's day.
    #[must_use]
    pub fn day_start(&self) -> Timestamp {
        self.lang.day_start(self.now)
    }

    /// Whether the open article has pictures that the reader can have shown.
    #[must_use]
    pub fn hides_pictures(&self) -> bool {
        let hidden = |article: &Article| article.has_pictures() && !article.shows_pictures();
        let texts = self.texts.as_ref();
        let loaded = texts.and_then(|texts| texts.loaded.as_ref());
        self.interface.pictures.is_some()
            && self.article.as_ref().is_some_and(hidden)
            && loaded.is_some_and(|loaded| loaded.images != Images::Off)
    }

    /// The entry that commands about entries mean: the open article, or the selected headline.
    #[must_use]
    pub fn current_entry(&self) -> Option<&Headline> {
        match (self.focus, &self.article) {
            (Pane::Article, Some(article)) => Some(&article.headline),
            _ => self.headlines.selected(),
        }
    }

    /// Rows that a pane shows under its title: lines, but of headlines as many as there is room for.
    #[must_use]
    pub fn rows_of(&self, pane: Pane) -> usize {
        self.geometry.rows(pane) / self.row_height(pane)
    }

    /// Rows of a list that lies over the panes: the status line stays under it.
    pub(super) fn rows_over(&self) -> usize {
        usize::from(self.size.rows.saturating_sub(LIST_HEAD + 1))
    }

    /// Lines of the screen that a row of a pane takes: two where the text around what was found stands under a headline.
    #[must_use]
    pub fn row_height(&self, pane: Pane) -> usize {
        let room = self.geometry.rows(pane) >= SNIPPETS_FROM_LINES;
        1 + usize::from(pane == Pane::Headlines && self.headlines.snippets.shown() && room)
    }

    /// The first chord sequence bound to a command, as the settings write it; empty when none is.
    #[must_use]
    pub fn key_of(&self, command: Command) -> String {
        self.keymap.key_of(command).to_owned()
    }

    /// The part of the article's pane that its text is drawn in.
    #[must_use]
    pub fn page(&self) -> Option<Area> {
        let body = self.geometry.body(Pane::Article)?;
        let width = text_width(body.width, self.interface.measure);
        let centred = match self.interface.text_column {
            TextColumn::Center => body.width.saturating_sub(width) / 2,
            TextColumn::Start => 0,
        };
        let offset = centred.max(ARTICLE_MARGIN.min(body.width));
        Some(body.after(offset).first(width))
    }

    pub(super) fn next_request(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }

    pub(super) fn say(&mut self, phrase: Phrase) {
        self.notice = Some(Notice {
            phrase,
            failure: false,
        });
    }

    pub(super) fn complain(&mut self, phrase: Phrase) {
        self.notice = Some(Notice {
            phrase,
            failure: true,
        });
    }

    /// Lets a line be typed that begins as `text`.
    pub(super) fn ask(&mut self, purpose: Purpose, text: &str) {
        self.prompt = Some(Prompt {
            editor: LineEditor::new(text),
            purpose,
        });
    }

    /// Asks for the feeds and counts, once at a time.
    pub(super) fn load_sources(&mut self) -> Option<Effect> {
        if std::mem::replace(&mut self.sources_asked, true) {
            self.sources_stale = true;
            return None;
        }
        Some(Effect::LoadSources {
            day_start: self.day_start(),
        })
    }

    /// Asks for the counts of the lists that queries make.
    pub(super) fn count_lists(&self) -> Option<Effect> {
        let lists = self.sources.lists().to_vec();
        let now = self.now;
        (!lists.is_empty()).then_some(Effect::CountLists { lists, now })
    }

    /// Asks for the rows of the list around where `aim` points.
    pub(super) fn load_window(&mut self, aim: Aim) -> Effect {
        let request = self.next_request();
        let day_start = self.day_start();
        let shown = self.rows_of(Pane::Headlines);
        self.headlines.ask(request, aim, shown, day_start, self.now)
    }

    /// Asks for the snippets of the rows on the screen that have none yet.
    pub(super) fn load_snippets(&mut self) -> Option<Effect> {
        if self.row_height(Pane::Headlines) == 1 {
            return None;
        }
        let columns = self.geometry.body(Pane::Headlines)?.width;
        let rows = self.headlines.rows().iter().skip(self.headlines.view.top);
        let shown: Vec<EntryId> = rows
            .take(self.rows_of(Pane::Headlines))
            .map(|row| row.id)
            .collect();
        let (query, entries) = self.headlines.snippets.missing(&shown)?;
        let query = query.clone();
        let request = self.next_request();
        self.headlines.snippets.note_asked(request, entries.clone());
        Some(Effect::LoadSnippets {
            request,
            entries,
            query,
            columns,
        })
    }

    /// Brings everything that follows from the rest in line: where panes are, what they show.
    pub(super) fn settle(&mut self) {
        if self.focus == Pane::Article && self.article.is_none() {
            self.focus = Pane::Headlines;
        }
        self.geometry = Geometry::new(
            self.size,
            self.focus,
            self.article.is_some(),
            self.interface.screen_reader,
        );
        let rows = self.sources.rows().len();
        self.sources
            .view
            .follow(self.geometry.rows(Pane::Sources), rows);
        let rows = self.headlines.rows().len();
        let height = self.rows_of(Pane::Headlines);
        self.headlines.view.follow(height, rows);
        self.settle_over();
        if let (Some(article), Some(area)) = (&mut self.article, self.geometry.body(Pane::Article))
        {
            article.fit(
                text_width(area.width, self.interface.measure),
                usize::from(area.height),
            );
        }
    }

    /// Brings what lies over the panes in line.
    fn settle_over(&mut self) {
        self.settle_help();
        let over = self.rows_over();
        if let Some(Adding {
            stage: AddingStage::Choosing { candidates, view },
            ..
        }) = &mut self.adding
        {
            view.follow(over, candidates.len());
        }
        if let Some(sheet) = &mut self.sheet {
            let width = self.size.columns.saturating_sub(2);
            sheet.fit(width, over, &self.interface);
        }
        if self.focus != Pane::Article {
            self.following = None;
        }
        if let Some(mut shelf) = self.shelf {
            let rows = update::shelf_rows(self, shelf);
            shelf.view_mut().follow(over, rows);
            self.shelf = Some(shelf).filter(|_| rows > 0);
        }
        if let (Some(Following::List(view)), Some(article)) = (&mut self.following, &self.article) {
            view.follow(over, article.link_count());
        }
    }
}

/// Lists of headlines with fewer lines than this have no room for snippets.
const SNIPPETS_FROM_LINES: usize = 8;

/// Rows before those of a list that lies over the panes.
pub const LIST_HEAD: u16 = 2;

/// Columns between the text of an article and the edges of its pane.
const ARTICLE_MARGIN: u16 = 1;

/// Columns of text in an article pane of `width` columns.
#[must_use]
pub fn text_width(width: u16, measure: u16) -> u16 {
    width.saturating_sub(2 * ARTICLE_MARGIN).min(measure).max(1)
}
