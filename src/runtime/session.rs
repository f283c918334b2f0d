//! The program with its screen: everything started, and ended again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::mpsc;

use crate::app::{Effect, Interface, Keymap, Message, Size, State};
use crate::config::{Config, ConfigError, Environment, General, Tashkeel, ThemeSetting, load_file};
use crate::feed::html;
use crate::lang::{Lang, Phrase};
use crate::model::DirectionSetting;
use crate::runtime::desk::Desk;
use crate::runtime::downloads::Downloads;
use crate::runtime::inputs::{Input, Inputs};
use crate::runtime::outbox::Outbox;
use crate::runtime::pages::Pages;
use crate::runtime::pictures::{Pictures, Shelf, cell_size};
use crate::runtime::poll::{self, Polled, Polls};
use crate::runtime::poller::{self, News, Order, Poller, Rules};
use crate::runtime::reach::{Reach, fetch_options};
use crate::runtime::readers::Readers;
use crate::runtime::subscriber::Subscriber;
use crate::runtime::{RunError, cache, clipboard, clock, panics, signals};
use crate::store::{Database, PollState, Tidings, Worker};
use crate::term::{Listener, PictureSetup, Screen, Setup, Wishes};
use crate::text::Direction;
use crate::ui::{Painter, TagPalette};

/// What the command line and the settings decided.
pub struct Session {
    /// The settings.
    pub config: Config,
    /// The settings file, there or not.
    pub settings: PathBuf,
    /// The cache.
    pub database: PathBuf,
    /// The folder of pictures.
    pub pictures: PathBuf,
    /// How right-to-left text is brought to the terminal, where the reader said it.
    pub wishes: Wishes,
    /// The words for people, in the reader's zone.
    pub lang: Lang,
    /// The same words for what is kept in the cache and the log.
    pub plain: Lang,
    /// The variables of the process.
    pub environment: Environment,
}

/// Runs the program with its screen until the reader ends it.
///
/// # Errors
///
/// When the cache or the terminal cannot be used. The terminal is restored before an error is returned.
pub fn run(session: Session) -> Result<(), RunError> {
    let Session {
        config,
        settings,
        database,
        pictures,
        wishes,
        lang,
        plain,
        environment,
    } = session;
    let mut news = None;
    let far = environment.variable("SSH_CONNECTION").is_some();
    let (backstage, readers) =
        Backstage::start(&config, &settings, &database, plain, far, &mut |phrase| {
            news = Some(phrase);
        })?;
    let variable = |name: &str| environment.variable(name).map(str::to_owned);
    let mut screen = Screen::enter(&setup(&config, &environment, wishes), &variable)?;
    // After the screen's own hook, which would keep them for when the screen is left.
    panics::log_contained();
    let listener = listen(&mut screen, &backstage.inputs)?;
    let (columns, rows) = screen.size()?;
    let interface = interface(&config, &screen);
    let keymap = Keymap::new(&config.keys).with_macros(&config.macros);
    let (mut state, effects) = State::new(
        clock::now(),
        Size { columns, rows },
        lang,
        interface,
        keymap,
    );
    state.sources.set_lists(config.lists.clone());
    state.share.clone_from(&config.share);
    state.alarm = news;
    if config.origin.is_none() {
        state.welcome();
    }
    let way = screen.pictures().way;
    let mut desk = Desk {
        painter: painter(&config, &environment, &screen),
        screen: &mut screen,
        readers,
        jobs: backstage.worker.jobs().clone(),
        orders: backstage.orders.clone(),
        subscriber: Subscriber {
            settings,
            polls: Arc::clone(&backstage.polls),
            runtime: backstage.handle.clone(),
            finding: None,
            in_order: Arc::default(),
            writing: Vec::new(),
        },
        pages: Pages {
            polls: Arc::clone(&backstage.polls),
            runtime: backstage.handle.clone(),
            fetching: None,
        },
        pictures: way.map(|way| {
            let shelf = Shelf::new(pictures, config.settings.general.images_cache);
            let (polls, handle) = (Arc::clone(&backstage.polls), backstage.handle.clone());
            Pictures::new(polls, handle, shelf, way)
        }),
        downloads: downloads(&config.settings.general, &environment, &backstage),
        inputs: backstage.inputs.clone(),
        browser: variable("BROWSER"),
        outbox: Outbox {
            runtime: backstage.handle.clone(),
            inputs: backstage.inputs.clone(),
            home: variable("HOME"),
            player: config.settings.general.player.clone(),
            lent: Arc::default(),
        },
        clipboards: clipboard::programs(&variable),
        awaiting: true,
        ended: false,
    };
    desk.carry_out(effects);
    desk.carry_out(vec![Effect::Tidy]);
    let ended = desk.work(&mut state, &backstage.queue);
    drop(desk);
    // The terminal first: the reader need not see the rest.
    screen.leave();
    drop(listener);
    drop(backstage);
    ended
}

/// What brings files, into the folder of the settings or of the system.
fn downloads(general: &General, environment: &Environment, backstage: &Backstage) -> Downloads {
    let named = Some(&general.downloads).filter(|folder| !folder.as_os_str().is_empty());
    let folder = named.or(environment.downloads.as_ref());
    Downloads::new(
        Arc::clone(&backstage.polls),
        backstage.handle.clone(),
        folder.cloned().unwrap_or_default(),
        general.max_download,
    )
}

/// What works behind the screen; dropping it ends every thread, and keeps everything that was to be kept.
struct Backstage {
    inputs: Inputs,
    /// Before the writer, for threads that wait to send into it end with it.
    queue: Receiver<Input>,
    orders: mpsc::Sender<Order>,
    polls: Arc<Polls>,
    handle: Handle,
    /// Before the writer, which then has no more to wait for than what it has taken.
    _runtime: Ending,
    _keeper: cache::Keeper,
    worker: Worker,
}

/// How long work that is given up may take to end: commands end with what waits for them. Looking up the name of a host
/// can take minutes and is not waited for.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// A runtime that is given up when dropped, and the commands that run in it are ended.
struct Ending(Option<Runtime>);

impl Drop for Ending {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_timeout(LAST_WORDS);
        }
    }
}

impl Backstage {
    /// Opens the cache, begins to poll, and listens to signals.
    fn start(
        config: &Config,
        settings: &Path,
        path: &Path,
        words: Lang,
        far: bool,
        news: &mut dyn FnMut(Phrase),
    ) -> Result<(Self, Readers), RunError> {
        let failed = |source| RunError::Store {
            path: path.to_owned(),
            source,
        };
        let mut database = cache::open_cache(config, path, news)?;
        database.read_texts_with(html::plain_text);
        let stories = &config.settings.stories;
        if stories.group {
            database.find_stories_within(stories.days);
        }
        let mut states = database.poll_states().map_err(failed)?;
        let mut kept = config.settings.general.backups;
        if database.is_unwritable() {
            // What came could not be kept.
            states.clear();
            kept = 0;
        }
        let mut reader = database.reader().map_err(failed)?;
        reader.show_stories_once(stories.group);
        let (inputs, queue) = Inputs::new(path.to_owned());
        if database.ended_badly() {
            cache::look_over(reader.try_clone().map_err(failed)?, &inputs);
        }
        let reach = Arc::new(Reach::new(config));
        let rules = Rules::of(&config.settings.general);
        let readers = Readers::spawn(reader, &inputs, &reach, far, rules).map_err(failed)?;
        let (orders, waiting) = poller::orders();
        let pass_on = pass_on(&inputs, &orders, &reach, settings);
        let worker = Worker::spawn(database, pass_on);
        let runtime = Builder::new_multi_thread()
            .worker_threads(poll::THREADS)
            .enable_all()
            .build()
            .map_err(RunError::Threads)?;
        let polls = Arc::new(Polls::new(
            worker.jobs().clone(),
            fetch_options(config),
            reach,
            &config.rules,
            words,
            tell(&inputs, &orders),
        ));
        let poller = Poller::new(Arc::clone(&polls), states, rules, announce(&inputs));
        let inside = runtime.enter();
        signals::listen(&inputs).map_err(RunError::Threads)?;
        runtime.spawn(poller.run(waiting));
        drop(inside);
        Ok((
            Self {
                inputs,
                queue,
                orders,
                polls,
                handle: runtime.handle().clone(),
                _runtime: Ending(Some(runtime)),
                _keeper: cache::Keeper::start(path, kept),
                worker,
            },
            readers,
        ))
    }
}

/// Tells the loop how far the index is, and of stories; the poller, then the loop, that another program has written to
/// the cache.
fn pass_on(
    inputs: &Inputs,
    orders: &mpsc::Sender<Order>,
    reach: &Arc<Reach>,
    settings: &Path,
) -> impl Fn(&Database, Tidings) + Send + 'static {
    let (inputs, orders, reach) = (inputs.clone(), orders.clone(), Arc::clone(reach));
    let settings = settings.to_owned();
    move |database, tidings| {
        let message = match tidings {
            Tidings::Indexed(percent) => Message::Indexed { percent },
            Tidings::Regrouped => Message::StoriesGrouped,
            Tidings::ChangedElsewhere => {
                if let Some(states) = learned(database, &reach, &settings) {
                    // Fails only when the program is ending.
                    let _ = orders.blocking_send(Order::Follow(states));
                }
                Message::CacheChanged
            }
        };
        inputs.send(message);
    }
}

/// What another program has learned of the feeds. Where it has taken up some that are not known, the settings are
/// read again, for they say how each is reached; `None` where that cannot be known.
fn learned(database: &Database, reach: &Reach, settings: &Path) -> Option<Vec<PollState>> {
    let states = database
        .poll_states()
        .inspect_err(|error| tracing::warn!(?error, "what others learned cannot be read"))
        .ok()?;
    let known = |state: &PollState| reach.lists(state.source.address());
    if !states.iter().all(known) {
        match load_file(settings) {
            Ok(config) => reach.renew(&config),
            // Then the feeds are the built-in ones.
            Err(ConfigError::Missing { .. } | ConfigError::FolderMissing { .. }) => {}
            Err(error) => {
                tracing::warn!(?error, "feeds taken up elsewhere are not polled here");
                return None;
            }
        }
    }
    Some(states)
}

/// Tells the loop and the poller of a poll.
fn tell(inputs: &Inputs, orders: &mpsc::Sender<Order>) -> impl Fn(Polled) + Send + Sync + 'static {
    let (inputs, orders) = (inputs.clone(), orders.clone());
    move |polled: Polled| {
        let message = Message::FeedPolled {
            feed: polled.feed,
            outcome: polled.outcome,
        };
        // Before the reader sees it and orders it again, which would be nothing for a feed under way. Both fail only
        // when the program is ending.
        let _ = orders.blocking_send(Order::Done(polled));
        inputs.send(message);
    }
}

fn setup(config: &Config, environment: &Environment, wishes: Wishes) -> Setup {
    let background = match config.settings.ui.theme {
        ThemeSetting::Auto => None,
        ThemeSetting::Always(background) => Some(background),
    };
    Setup {
        wishes,
        background,
        mouse: config.settings.ui.mouse,
        pictures: picture_setup(config, environment),
    }
}

/// How the settings want pictures to be shown.
#[must_use]
pub fn picture_setup(config: &Config, environment: &Environment) -> PictureSetup {
    let ui = &config.settings.ui;
    PictureSetup {
        setting: ui.image_protocol,
        depth: ui.colors.depth(environment),
    }
}

fn painter(config: &Config, environment: &Environment, screen: &Screen) -> Painter {
    let depth = config.settings.ui.colors.depth(environment);
    let background = screen.background().unwrap_or_default();
    Painter::new(&config.theme.theme(background, depth)).with_tags(TagPalette {
        colors: config.tags.clone(),
        background,
        depth,
    })
}

fn interface(config: &Config, screen: &Screen) -> Interface {
    let ui = &config.settings.ui;
    Interface {
        direction: match ui.direction {
            // Until the program speaks a right-to-left language the screen itself is left-to-right.
            DirectionSetting::Auto => Direction::Ltr,
            DirectionSetting::Always(direction) => direction,
        },
        strip_tashkeel: match ui.tashkeel {
            Tashkeel::Auto => screen.choice().strip_marks,
            Tashkeel::Keep => false,
            Tashkeel::Strip => true,
        },
        digits: ui.digits,
        justify: ui.justify,
        mark_read_on_open: ui.mark_read_on_open,
        mark_stories: config.settings.stories.mark,
        filter: ui.filter,
        measure: ui.measure,
        text_column: ui.text_column,
        paragraph_spacing: ui.paragraph_spacing,
        pictures: screen.pictures().way.as_ref().map(cell_size),
        link_numbers: ui.link_numbers,
    }
}

/// Tells the loop what the poller begins, and what it must not.
fn announce(inputs: &Inputs) -> impl Fn(News) + Send + 'static {
    let inputs = inputs.clone();
    move |news| {
        inputs.send(match news {
            News::Starting(feeds) => Message::RefreshStarted {
                feeds: u64::try_from(feeds).unwrap_or(u64::MAX),
            },
            News::Resting(until) => Message::RefreshPutOff { until },
            News::Busy => Message::RefreshBusy,
        });
    }
}

fn listen(screen: &mut Screen, inputs: &Inputs) -> Result<Listener, RunError> {
    let inputs = inputs.clone();
    Ok(screen.listen(move |event| inputs.send_input(Input::Event(event)))?)
}
