//! The program with its screen: everything started, and ended again.

mod backstage;

use std::path::PathBuf;
use std::sync::Arc;

use self::backstage::Backstage;
use crate::app::{Effect, Interface, Keymap, Size, State};
use crate::config::{Config, Environment, General, ThemeSetting};
use crate::lang::Lang;
use crate::runtime::desk::Desk;
use crate::runtime::downloads::Downloads;
use crate::runtime::outbox::Outbox;
use crate::runtime::pages::Pages;
use crate::runtime::pictures::{Pictures, Shelf, cell_size};
use crate::runtime::subscriber::Subscriber;
use crate::runtime::{RunError, clipboard, clock, panics};
use crate::term::{PictureSetup, Screen, Setup, Wishes};
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
/// When the cache or the terminal cannot be used, and when what the reader did at last could not be kept. The terminal is
/// restored before an error is returned.
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
    let (backstage, readers, queue) =
        Backstage::start(&config, &settings, &database, plain, far, &mut |phrase| {
            news = Some(phrase);
        })?;
    let variable = |name: &str| environment.variable(name).map(str::to_owned);
    let mut screen = Screen::enter(&setup(&config, &environment, wishes), &variable)?;
    // After the screen's own hook, which would keep them for when the screen is left.
    panics::log_contained();
    let listener = screen.listen()?;
    let (mut state, effects) = begin(&config, &screen, lang)?;
    state.alarm = news;
    let way = screen.pictures().way;
    let mut desk = Desk {
        painter: painter(&config, &environment, &screen),
        screen: &mut screen,
        listener,
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
    let ended = desk.work(&mut state, queue);
    drop(desk);
    // The terminal first: the reader need not see the rest.
    screen.leave();
    let inputs = backstage.inputs.clone();
    drop(backstage);
    ended?;
    let mut untold = inputs.untold();
    let count = untold.len() as u64;
    match untold.pop() {
        None => Ok(()),
        Some(why) => Err(RunError::Unkept {
            count,
            why: Box::new(why),
        }),
    }
}

/// The state that the settings and the screen begin with, and the orders that fill it.
fn begin(config: &Config, screen: &Screen, lang: Lang) -> Result<(State, Vec<Effect>), RunError> {
    let (columns, rows) = screen.size()?;
    let size = Size { columns, rows };
    let cell = screen.pictures().way.as_ref().map(cell_size);
    let interface = Interface::new(config, screen.choice().strip_marks, cell);
    let keymap = Keymap::new(&config.keys).with_macros(&config.macros);
    let (mut state, effects) = State::new(clock::now(), size, lang, interface, keymap);
    state.sources.set_lists(config.lists.clone());
    state.share.clone_from(&config.share);
    if config.origin.is_none() {
        state.welcome();
    }
    Ok((state, effects))
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
