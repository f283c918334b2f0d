//! The loop: takes what comes, carries out effects, and knows when to draw.

mod actions;
mod effects;
mod taking;

use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::app::{Message, State};
use crate::runtime::RunError;
use crate::runtime::downloads::Downloads;
use crate::runtime::inputs::{Input, Inputs, Queue};
use crate::runtime::outbox::Outbox;
use crate::runtime::pages::Pages;
use crate::runtime::pictures::Pictures;
use crate::runtime::poller::Order;
use crate::runtime::readers::Readers;
use crate::runtime::subscriber::Subscriber;
use crate::store::Jobs;
use crate::term::{Cursor, Frame, Hyperlink, Listener, Screen};
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
