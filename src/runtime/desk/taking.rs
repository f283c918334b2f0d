//! What comes from the terminal and from other threads, brought to the state.

use std::time::Instant;

use super::{Desk, GRACE, LAST_WORK, NEWS_SPACING};
use crate::app::{Message, Mouse, MouseKind, Size, State, update};
use crate::runtime::inputs::{Input, Queue, Signal};
use crate::runtime::{RunError, clock, pictures};
use crate::term::{self, Event};

impl Desk<'_> {
    /// Takes what happened at the terminal and some of what waits, and says when the frame that shows it is due: at once,
    /// after a grace for rows that were asked for, or when the news of a refresh may be drawn again. `None` where nothing
    /// came.
    pub(super) fn take_some(
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

    pub(super) fn update(&mut self, state: &mut State, message: Message) {
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
