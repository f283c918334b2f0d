//! The program with its screen.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

use crate::app::{Effect, Interface, Keymap, Message, Mouse, MouseKind, Size, State, update};
use crate::config::{Config, Environment, Tashkeel, ThemeSetting};
use crate::feed::fetch::FetchOptions;
use crate::lang::Lang;
use crate::model::{Action, DirectionSetting};
use crate::runtime::inputs::{Input, Inputs, Signal};
use crate::runtime::poll::{Polled, Polls};
use crate::runtime::poller::{self, Order, Poller};
use crate::runtime::readers::Readers;
use crate::runtime::{RunError, browser, clock, report, signals};
use crate::store::{Database, StoreError, Worker};
use crate::term::{self, Event, Listener, Profile, Screen, Setup};
use crate::text::Direction;
use crate::ui::{self, Palette};

/// Ages change this often.
const MINUTE: Duration = Duration::from_secs(60);
/// A frame waits this long for rows that were asked for: one frame with them is better than two.
const GRACE: Duration = Duration::from_millis(4);
/// Frames for nothing but the news of a refresh are this far apart.
const NEWS_SPACING: Duration = Duration::from_millis(50);

/// What the command line and the settings decided.
pub struct Session {
    /// The settings.
    pub config: Config,
    /// The cache.
    pub database: PathBuf,
    /// How right-to-left text is brought to the terminal; `None` to find out.
    pub profile: Option<Profile>,
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
    let failed = |source| RunError::Store {
        path: session.database.clone(),
        source,
    };
    let mut database = Database::open(&session.database).map_err(failed)?;
    database
        .subscribe(&session.config.subscriptions)
        .map_err(failed)?;
    let states = database.poll_states().map_err(failed)?;
    let (inputs, queue) = Inputs::new(session.database.clone());
    let readers = Readers::spawn(database.reader().map_err(failed)?, &inputs).map_err(failed)?;
    let worker = Arc::new(Worker::spawn(database));
    let mut screen = Screen::enter(setup(&session.config, session.profile), &|name| {
        session.environment.variable(name).map(str::to_owned)
    })?;
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(RunError::Threads)?;
    let (orders, waiting) = poller::orders();
    let polls = polls(
        fetch_options(&session.config),
        session.plain,
        &worker,
        &inputs,
        &orders,
    );
    let poller = Poller::new(
        polls,
        states,
        session.config.settings.general.refresh_on_start,
        clock::now(),
        announce(&inputs),
    );
    {
        let _inside = runtime.enter();
        signals::listen(&inputs).map_err(RunError::Threads)?;
        runtime.spawn(poller.run(waiting));
    }
    let palette = palette(&session.config, &session.environment, &screen);
    let listener = listen(&mut screen, &inputs)?;
    let (columns, rows) = screen.size()?;
    let interface = interface(&session.config, &screen);
    let keymap = Keymap::new(&session.config.keys);
    let size = Size { columns, rows };
    let (mut state, effects) = State::new(clock::now(), size, session.lang, interface, keymap);
    if session.config.origin.is_none() {
        state.welcome();
    }
    let mut desk = Desk {
        screen: &mut screen,
        readers,
        worker: &worker,
        orders,
        inputs,
        browser: session.environment.variable("BROWSER").map(str::to_owned),
        reads: 0,
        end: false,
    };
    desk.carry_out(effects);
    let ended = desk.work(&mut state, &palette, &queue);
    drop(desk);
    close(screen, listener, queue, runtime, &worker);
    ended
}

/// Ends everything, the terminal first: the reader need not see the rest.
fn close(
    mut screen: Screen,
    listener: Listener,
    queue: Receiver<Input>,
    runtime: Runtime,
    worker: &Worker,
) {
    screen.leave();
    drop(listener);
    // Threads that wait to send into the queue end with it.
    drop(queue);
    runtime.shutdown_background();
    worker.finish();
}

fn setup(config: &Config, profile: Option<Profile>) -> Setup {
    let background = match config.settings.ui.theme {
        ThemeSetting::Auto => None,
        ThemeSetting::Always(background) => Some(background),
    };
    Setup {
        profile,
        background,
        mouse: config.settings.ui.mouse,
    }
}

fn palette(config: &Config, environment: &Environment, screen: &Screen) -> Palette {
    let depth = config.settings.ui.colors.depth(environment);
    let background = screen.background().unwrap_or_default();
    Palette::new(&config.theme.theme(background, depth))
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
        mark_read_on_open: ui.mark_read_on_open,
        filter: ui.filter,
        measure: ui.measure,
    }
}

/// How the settings want feeds to be fetched.
pub(super) fn fetch_options(config: &Config) -> FetchOptions {
    let general = &config.settings.general;
    FetchOptions {
        connect_timeout: general.connect_timeout,
        total_timeout: general.timeout,
        max_body: usize::try_from(general.max_body).unwrap_or(usize::MAX),
        concurrent: general.max_connections,
        concurrent_per_host: general.max_per_host,
        ..FetchOptions::default()
    }
}

fn polls(
    options: FetchOptions,
    words: Lang,
    worker: &Arc<Worker>,
    inputs: &Inputs,
    orders: &mpsc::Sender<Order>,
) -> Arc<Polls> {
    let (inputs, orders) = (inputs.clone(), orders.clone());
    let tell = move |polled: Polled| {
        let message = Message::FeedPolled {
            feed: polled.feed,
            outcome: polled.outcome,
        };
        // Both fail only when the program is ending.
        let _ = inputs.send(message);
        let _ = orders.blocking_send(Order::Done(polled));
    };
    Arc::new(Polls::new(Arc::clone(worker), options, words, tell))
}

fn announce(inputs: &Inputs) -> impl Fn(usize) + Send + 'static {
    let inputs = inputs.clone();
    move |feeds| {
        let feeds = u64::try_from(feeds).unwrap_or(u64::MAX);
        let _ = inputs.send(Message::RefreshStarted { feeds });
    }
}

fn listen(screen: &mut Screen, inputs: &Inputs) -> Result<Listener, RunError> {
    let inputs = inputs.clone();
    Ok(screen.listen(move |event| inputs.send_input(Input::Event(event)).is_ok())?)
}

/// Carries out effects, and knows when to draw.
struct Desk<'a> {
    screen: &'a mut Screen,
    readers: Readers,
    worker: &'a Worker,
    orders: mpsc::Sender<Order>,
    inputs: Inputs,
    browser: Option<String>,
    /// Rows and articles asked for and not yet here.
    reads: usize,
    end: bool,
}

impl Desk<'_> {
    fn work(
        &mut self,
        state: &mut State,
        palette: &Palette,
        queue: &Receiver<Input>,
    ) -> Result<(), RunError> {
        let mut drawn = Instant::now();
        let mut due = Some(drawn + GRACE);
        while !self.end {
            let wait = due.map_or(MINUTE, |due| due.saturating_duration_since(Instant::now()));
            match queue.recv_timeout(wait) {
                Ok(first) => {
                    let mut urgent = false;
                    for input in std::iter::once(first).chain(queue.try_iter()) {
                        urgent |= is_urgent(&input);
                        self.take(state, input)?;
                        if self.end {
                            break;
                        }
                    }
                    let spacing = match (urgent, self.reads) {
                        (true, 0) => Duration::ZERO,
                        (true, _) => GRACE,
                        (false, _) => {
                            (drawn + NEWS_SPACING).saturating_duration_since(Instant::now())
                        }
                    };
                    let next = Instant::now() + spacing;
                    due = Some(due.map_or(next, |due| due.min(next)));
                }
                Err(RecvTimeoutError::Timeout) if due.is_none() => {
                    let effects = update(state, Message::TimePassed, clock::now());
                    self.carry_out(effects);
                    due = Some(Instant::now());
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            if due.is_some_and(|due| due <= Instant::now()) && !self.end {
                self.draw(state, palette)?;
                drawn = Instant::now();
                due = None;
            }
        }
        Ok(())
    }

    fn draw(&mut self, state: &State, palette: &Palette) -> Result<(), RunError> {
        self.screen.draw(|frame| {
            if let Some(cursor) = ui::view(state, palette, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }

    fn take(&mut self, state: &mut State, input: Input) -> Result<(), RunError> {
        let message = match input {
            Input::Message(message) => message,
            Input::Signal(Signal::End) | Input::Event(Event::HungUp) => {
                self.end = true;
                return Ok(());
            }
            Input::Signal(Signal::Stop) => {
                self.screen.suspend()?;
                self.resized()
            }
            Input::Event(Event::Key(chord)) => Message::KeyPressed(chord),
            Input::Event(Event::Paste(text)) => Message::Pasted(text),
            Input::Event(Event::Mouse(mouse)) => Message::Mouse(mouse_message(mouse)),
            Input::Event(Event::Resize { columns, rows }) => {
                self.screen.redraw();
                Message::Resized(Size { columns, rows })
            }
        };
        if matches!(
            message,
            Message::WindowLoaded { .. }
                | Message::ArticleLoaded { .. }
                | Message::UnreadFound { .. }
        ) {
            self.reads = self.reads.saturating_sub(1);
        }
        let effects = update(state, message, clock::now());
        self.carry_out(effects);
        Ok(())
    }

    /// The size may have changed while the program was stopped.
    fn resized(&self) -> Message {
        self.screen
            .size()
            .map_or(Message::TimePassed, |(columns, rows)| {
                Message::Resized(Size { columns, rows })
            })
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::LoadSources { day_start } => self.readers.sources(day_start),
                Effect::LoadWindow { request, window } => {
                    self.reads = 1;
                    self.readers.window(request, window);
                }
                Effect::LoadArticle { request, entry } => {
                    self.reads = 1;
                    self.readers.article(request, entry);
                }
                Effect::FindUnread {
                    request,
                    list,
                    from,
                    forward,
                    day_start,
                } => {
                    self.reads = 1;
                    self.readers.unread(request, list, from, forward, day_start);
                }
                Effect::Perform(action) => self.perform(action),
                Effect::Undo => self.undo(),
                Effect::Refresh(feeds) => self.refresh(feeds),
                Effect::OpenInBrowser(link) => self.open_in_browser(&link),
                Effect::Suspend => self.post(Input::Signal(Signal::Stop)),
                Effect::Redraw => self.screen.redraw(),
                Effect::Quit => self.end = true,
            }
        }
    }

    fn perform(&self, action: Action) {
        self.write(move |database, inputs| {
            let result = database.perform(&action, clock::now());
            answer(result, inputs, |performed| Message::ActionPerformed {
                action,
                changed: performed.changed as u64,
            })
        });
    }

    fn undo(&self) {
        self.write(|database, inputs| {
            let result = database.undo(clock::now());
            answer(result, inputs, |undone| Message::ActionUndone {
                changed: undone.map(|undone| undone.changed as u64),
            })
        });
    }

    /// Hands something to the thread that writes; what came of it is a message.
    fn write(&self, job: impl FnOnce(&mut Database, &Inputs) -> Message + Send + 'static) {
        let inputs = self.inputs.clone();
        let submitted = self.worker.submit_action(move |database| {
            let message = job(database, &inputs);
            // Fails only when the program is ending; what was to be kept is kept.
            let _ = inputs.send(message);
        });
        if let Err(error) = submitted {
            self.post(Input::Message(Message::CacheFailed(report::store(
                &error,
                &self.inputs.cache,
            ))));
        }
    }

    fn refresh(&self, feeds: Vec<crate::model::FeedId>) {
        // A full queue means that the poller has enough to do.
        if self.orders.try_send(Order::Refresh(feeds)).is_err() {
            self.post(Input::Message(Message::RefreshBusy));
        }
    }

    fn open_in_browser(&self, link: &str) {
        let message = match browser::open(link, self.browser.as_deref()) {
            Ok(()) => Message::BrowserStarted,
            Err(error) => {
                tracing::warn!(?error, "no browser was started");
                Message::BrowserFailed(report::browser(&error))
            }
        };
        self.post(Input::Message(message));
    }

    /// Sends to the loop itself, which must not wait for itself: a full queue drops it.
    fn post(&self, input: Input) {
        if self.inputs.try_send(input).is_err() {
            tracing::warn!("the queue of the loop is full");
        }
    }
}

fn answer<T>(
    result: Result<T, StoreError>,
    inputs: &Inputs,
    message: impl FnOnce(T) -> Message,
) -> Message {
    result.map(message).unwrap_or_else(|error| {
        tracing::error!(?error, "an action was not written");
        Message::ActionFailed(report::store(&error, &inputs.cache))
    })
}

/// Whether the reader waits for what follows from an input; the news of a refresh can wait for its turn.
const fn is_urgent(input: &Input) -> bool {
    !matches!(
        input,
        Input::Message(
            Message::FeedPolled { .. }
                | Message::RefreshStarted { .. }
                | Message::SourcesLoaded { .. }
        )
    )
}

const fn mouse_message(mouse: term::Mouse) -> Mouse {
    let kind = match mouse.kind {
        term::MouseKind::Click => MouseKind::Click,
        term::MouseKind::ScrollUp => MouseKind::WheelUp,
        term::MouseKind::ScrollDown => MouseKind::WheelDown,
    };
    Mouse {
        kind,
        column: mouse.column,
        row: mouse.row,
    }
}
