//! The loop: takes what comes, carries out effects, and knows when to draw.

mod actions;
mod effects;

use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::app::{Message, Mouse, MouseKind, Size, State, update};
use crate::runtime::downloads::Downloads;
use crate::runtime::inputs::{Input, Inputs, Queue, Signal};
use crate::runtime::outbox::Outbox;
use crate::runtime::pages::Pages;
use crate::runtime::pictures::{self, Pictures};
use crate::runtime::poller::Order;
use crate::runtime::readers::Readers;
use crate::runtime::subscriber::Subscriber;
use crate::runtime::{RunError, clock};
use crate::store::Jobs;
use crate::term::{self, Cursor, Event, Frame, Hyperlink, Listener, Screen};
use crate::ui::{LinkedStretch, Painter};

/// Ages change this often.
const MINUTE: Duration = Duration::from_mins(1);
/// A frame waits this long for rows that were asked for: one frame with them is better than two.
const GRACE: Duration = Duration::from_millis(4);
/// Frames for nothing but the news of a refresh are this far apart.
const NEWS_SPACING: Duration = Duration::from_millis(50);
/// A frame that is due waits so long for what still comes: it is to show all of that, but is not to be put off for ever.
const LATENESS: Duration = Duration::from_millis(16);

/// How long what is being written may take before the program is stopped.
const LAST_WORK: Duration = Duration::from_secs(1);

/// What the loop works with.
pub(super) struct Desk<'a> {
    pub(super) screen: &'a mut Screen,
    pub(super) listener: Listener,
    pub(super) painter: Painter,
    pub(super) readers: Readers,
    pub(super) jobs: Jobs,
    pub(super) orders: mpsc::Sender<Order>,
    pub(super) subscriber: Subscriber,
    pub(super) pages: Pages,
    /// Where pictures are shown.
    pub(super) pictures: Option<Pictures>,
    pub(super) downloads: Downloads,
    pub(super) inputs: Inputs,
    /// What `$BROWSER` says.
    pub(super) browser: Option<String>,
    pub(super) outbox: Outbox,
    /// Programs that take what is copied.
    pub(super) clipboards: Vec<&'static [&'static str]>,
    /// Rows and articles were asked for and are not here yet.
    pub(super) awaiting: bool,
    /// The program is to end.
    pub(super) ended: bool,
}

impl Desk<'_> {
    /// Works until the program ends. The queue ends with it: threads that wait to send into it would else wait for ever,
    /// and those that wait for them with them, who have yet to write what the reader did.
    ///
    /// # Errors
    ///
    /// When the terminal fails.
    #[expect(clippy::needless_pass_by_value, reason = "it is to be dropped here")]
    pub(super) fn work(&mut self, state: &mut State, queue: Queue) -> Result<(), RunError> {
        let ended = self.work_on(state, &queue);
        // However it ended: a terminal that went away is a failure to draw.
        self.update(state, Message::Ending);
        for input in queue.receiver.try_iter() {
            self.inputs.leave(input);
        }
        ended
    }

    fn work_on(&mut self, state: &mut State, queue: &Queue) -> Result<(), RunError> {
        let mut drawn = Instant::now();
        let mut due = Some(drawn + GRACE);
        while !self.ended {
            let wanted = due.unwrap_or_else(|| Instant::now() + MINUTE);
            let events = self.listener.wait(queue, wanted);
            let frame = self.take_some(state, events, queue, drawn)?;
            let now = Instant::now();
            match frame {
                Some(frame) => due = Some(due.map_or(frame, |due| due.min(frame))),
                None if due.is_none() && wanted <= now => {
                    self.update(state, Message::TimePassed);
                    due = Some(now);
                }
                None => {}
            }
            // While something comes the frame that is to show it waits.
            let patience = frame.map_or(Duration::ZERO, |_| LATENESS);
            if !self.ended && due.is_some_and(|due| due + patience <= now) {
                due = self.draw(state)?;
                drawn = Instant::now();
            }
        }
        Ok(())
    }

    /// Takes what happened at the terminal and some of what waits, and says when the frame that shows it is due: at once,
    /// after a grace for rows that were asked for, or when the news of a refresh may be drawn again. `None` where nothing
    /// came.
    fn take_some(
        &mut self,
        state: &mut State,
        events: Vec<Event>,
        queue: &Queue,
        drawn: Instant,
    ) -> Result<Option<Instant>, RunError> {
        let (mut came, mut urgent) = (false, !events.is_empty());
        for event in events {
            self.hear(state, event);
            if self.ended {
                return Ok(None);
            }
        }
        for input in queue.take_some() {
            came = true;
            urgent |= is_urgent(&input);
            self.take(state, input)?;
            if self.ended {
                return Ok(None);
            }
        }
        let now = Instant::now();
        let lacking = self.awaiting && !state.headlines.reads_ahead();
        Ok(match (urgent, came) {
            (true, _) if lacking => Some(now + GRACE),
            (true, _) => Some(now),
            (false, true) => Some(now.max(drawn + NEWS_SPACING)),
            (false, false) => None,
        })
    }

    /// Draws a frame; tells when the next one is due though nothing comes.
    fn draw(&mut self, state: &State) -> Result<Option<Instant>, RunError> {
        let typed = self.painter.draw(state);
        let painter = &self.painter;
        let shown = |at| Cursor { at, shown: true };
        let rest = |at| Cursor {
            at,
            shown: state.interface.screen_reader,
        };
        let pictures = self.pictures.as_ref();
        let hung = pictures.map(|pictures| pictures.hang(painter.pictures()));
        let (pictures, gone) = hung.unwrap_or_default();
        let again = self.screen.draw(Frame {
            cells: painter.cells(),
            moved: painter.moved(),
            changed: painter.changed(),
            cursor: typed.map(shown).or(painter.rest().map(rest)),
            links: hyperlinks(state, painter),
            pictures,
        })?;
        for request in gone {
            self.post(Input::Message(Message::PictureDropped { request }));
        }
        Ok(again)
    }

    fn hear(&mut self, state: &mut State, event: Event) {
        let message = match event {
            Event::Key(chord) => Message::KeyPressed(chord),
            Event::Paste(text) => Message::Pasted(text),
            Event::Mouse(mouse) => Message::Mouse(mouse_message(mouse)),
            Event::Resize { columns, rows } => {
                self.screen.redraw();
                self.measure_cells();
                Message::Resized(Size { columns, rows })
            }
            Event::HungUp => {
                self.ended = true;
                return;
            }
        };
        self.update(state, message);
    }

    fn take(&mut self, state: &mut State, input: Input) -> Result<(), RunError> {
        let message = match input {
            Input::Message(message) => message,
            Input::Signal(Signal::End) => {
                self.ended = true;
                return Ok(());
            }
            Input::Signal(Signal::Stop) => {
                // It may be for days, and other newsterms write meanwhile.
                let _resting = self.jobs.rest(LAST_WORK);
                self.screen.suspend()?;
                self.resized()
            }
        };
        if matches!(
            message,
            Message::WindowLoaded { .. }
                | Message::ArticleLoaded { .. }
                | Message::SnippetsLoaded { .. }
                | Message::UnreadFound { .. }
        ) {
            self.awaiting = false;
        }
        self.update(state, message);
        Ok(())
    }

    fn update(&mut self, state: &mut State, message: Message) {
        let effects = update(state, message, clock::now());
        self.carry_out(effects);
    }

    /// The reader may have taken another font.
    fn measure_cells(&mut self) {
        let way = self.screen.measure_cells();
        if let (Some(way), Some(pictures)) = (way, &mut self.pictures) {
            pictures.set_way(way);
            let cell = pictures::cell_size(&way);
            self.post(Input::Message(Message::CellsMeasured(cell)));
        }
    }

    /// The size may have changed while the program was stopped.
    fn resized(&self) -> Message {
        self.screen
            .size()
            .map_or(Message::TimePassed, |(columns, rows)| {
                Message::Resized(Size { columns, rows })
            })
    }

    /// Sends to the loop itself, which must not wait for itself: a full queue drops it.
    fn post(&self, input: Input) {
        if !self.inputs.post(input) {
            tracing::warn!("the queue of the loop is full");
        }
    }
}

/// Where stretches of the screen lead.
fn hyperlinks(state: &State, painter: &Painter) -> Vec<Hyperlink> {
    let hyperlink = |stretch: &LinkedStretch| {
        let url = &state.article.as_ref()?.link(stretch.link)?.url;
        Some(Hyperlink {
            row: stretch.row,
            columns: stretch.columns.clone(),
            id: stretch.link.0,
            url: url.as_str().into(),
        })
    };
    painter.links().iter().filter_map(hyperlink).collect()
}

/// Whether the reader waits for what follows from an input; the news of a refresh can wait for its turn.
const fn is_urgent(input: &Input) -> bool {
    !matches!(
        input,
        Input::Message(
            Message::FeedPolled { .. }
                | Message::RefreshStarted { .. }
                | Message::SourcesLoaded { .. }
                | Message::ListsCounted { .. }
                | Message::StoriesGrouped
                | Message::Indexed { .. }
                | Message::DownloadMoved { .. }
        )
    )
}

const fn mouse_message(mouse: term::Mouse) -> Mouse {
    let kind = match mouse.kind {
        term::MouseKind::Click => MouseKind::Click,
        term::MouseKind::Drag => MouseKind::Drag,
        term::MouseKind::Release => MouseKind::Release,
        term::MouseKind::ScrollUp => MouseKind::WheelUp,
        term::MouseKind::ScrollDown => MouseKind::WheelDown,
    };
    Mouse {
        kind,
        column: mouse.column,
        row: mouse.row,
    }
}
