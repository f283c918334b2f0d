//! The screen: entered once, drawn on, and left on every path.

use std::ops::Range;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Instant;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;

use crate::config::{Background, ImageProtocol, Profile};
use crate::text::{CleanText, Grid};

use super::clipboard;
use super::detect::{self, Asked, Choice, Questions, Replies};
use super::encode::keeps_order;
use super::error::TermError;
use super::hyperlink::{self, Hyperlink};
use super::listen::Listener;
use super::notice::{self, notice};
use super::picture::{self, PictureChoice, PictureSetup, PictureWay, PlacedPicture, Stage};
use super::surface::{Cells, Cursor, Surface};
use super::undo::{self, Undo};
use super::wishes::Wishes;
use super::{suspend, tty};

pub(super) const ENTER_ALTERNATE: &str = "\x1b[?1049h";
pub(super) const LEAVE_ALTERNATE: &str = "\x1b[?1049l";
/// Bracketed paste on, cursor hidden, default style, all cleared.
const OPEN: &str = "\x1b[?2004h\x1b[?25l\x1b[m\x1b[2J";
const CLOSE: &str = "\x1b[m\x1b[?2004l";
const SHOW_CURSOR: &str = "\x1b[?25h";
/// Presses, the wheel, and motion while a button is held, with SGR coordinates; the first for terminals that do not
/// know the second. Other motion is not asked for: it would wake the program for nothing.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// What the reader decided about the terminal.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The profile, where the reader named one.
    pub wishes: Wishes,
    /// The background; `None` to find out. Where both are certain the terminal is asked nothing.
    pub background: Option<Background>,
    /// Whether the mouse is reported. The terminal's own selection then needs Shift.
    pub mouse: bool,
    /// How pictures are shown.
    pub pictures: PictureSetup,
}

/// What is to stand on the screen.
#[derive(Debug)]
pub struct Frame<'a> {
    /// Its cells, in visual order.
    pub cells: &'a Grid<Cell>,
    /// What was moved since the frame before: a place, in columns from the left and rows from the top, and by how many
    /// rows down, or up where that is negative.
    pub moved: &'a [(Rect, i32)],
    /// The columns of each row, from the left and the top, that may be others than in the frame before, besides what was
    /// moved; all of a row of which it is not told.
    pub changed: &'a [Range<u16>],
    /// Where the cursor is, where one is wanted.
    pub cursor: Option<Cursor>,
    /// The stretches that lead somewhere.
    pub links: Vec<Hyperlink>,
    /// The pictures, over cells that are blank.
    pub pictures: Vec<PlacedPicture>,
}

/// The terminal while newsterm has it.
///
/// There is one at a time. Dropping it, a panic of the thread that entered it, and
/// [`leave`](Self::leave) all restore the terminal, once.
pub struct Screen {
    surface: Surface,
    input: OwnedFd,
    enter: String,
    leave: String,
    choice: Choice,
    pictures: PictureChoice,
    /// The size of a cell as the system knew it last.
    measured: Option<(u16, u16)>,
    stage: Stage,
    /// Pictures were put into the last frame.
    pictured: bool,
    background: Option<Background>,
    asked: Asked,
    /// What it calls itself, or what its environment calls it.
    name: String,
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, the queries, the profile's switch, a clear.
    ///
    /// `variable` looks an environment variable up. The terminal is given 300 ms to answer, over ssh
    /// 1 s; what is typed meanwhile is kept for [`listen`](Self::listen).
    ///
    /// # Errors
    ///
    /// [`TermError::NotATerminal`], [`TermError::Dumb`] and [`TermError::NoKeyboard`] where no screen
    /// can be; else the failed step, after which the terminal is restored.
    pub fn enter(
        setup: &Setup,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, TermError> {
        let input = open(variable)?;
        // Whether there are colours is decided by the settings, not by crossterm's own reading of
        // NO_COLOR, which would turn each colour into a reset of bold and reverse.
        crossterm::style::force_color_output(true);
        undo::install_panic_hook();
        Self::take(setup, variable, input).inspect_err(|_| undo::restore())
    }

    fn take(
        setup: &Setup,
        variable: &dyn Fn(&str) -> Option<String>,
        input: OwnedFd,
    ) -> Result<Self, TermError> {
        hold(&input, format!("{LEAVE_ALTERNATE}{SHOW_CURSOR}"))?;
        // The queries go to the alternate screen: what an old terminal prints of them is cleared.
        tty::write_all(ENTER_ALTERNATE.as_bytes()).map_err(TermError::Write)?;
        let asked = question(setup, variable, &input)?;
        let found = detect::choose(&asked.replies, variable, &detect::tmux_client);
        let id = detect::terminal_id(&asked.replies, &found.reason, variable);
        let choice = setup.wishes.decide(&id, &found);
        tracing::info!(id, replies = ?asked.replies, ?choice, "asked the terminal");
        let background = setup
            .background
            .or_else(|| asked.replies.background(variable));
        let reason = &found.reason;
        let pictures =
            PictureChoice::of(setup.pictures, &asked.replies, reason, background, variable);
        tracing::info!(?pictures, "how pictures are shown");
        let (enter, mut leave) = controls(choice.profile, setup.mouse, &asked.replies);
        if is_kitty(&pictures) {
            leave.insert_str(0, picture::REMOVE_ALL);
        }
        undo::set_controls(leave.clone());
        tty::write_all(enter.as_bytes()).map_err(TermError::Write)?;
        Ok(Self {
            surface: Surface::default(),
            input,
            enter,
            leave,
            choice,
            pictures,
            measured: picture::measured_cell(),
            stage: Stage::default(),
            pictured: false,
            background,
            name: notice::name(&asked.replies, variable),
            asked,
        })
    }

    /// The profile in use, why, and whether vowel marks are left out by `auto`.
    #[must_use]
    pub fn choice(&self) -> &Choice {
        &self.choice
    }

    /// Whether the background is dark or light; `None` when the terminal does not say.
    #[must_use]
    pub fn background(&self) -> Option<Background> {
        self.background
    }

    /// How pictures are shown, and why.
    #[must_use]
    pub fn pictures(&self) -> &PictureChoice {
        &self.pictures
    }

    /// How pictures are shown now, where the cells have another size than before.
    pub fn measure_cells(&mut self) -> Option<PictureWay> {
        let way = self.pictures.way.as_mut()?;
        let measured = picture::measured_cell()?;
        if self.measured.replace(measured)? == measured {
            return None;
        }
        way.cell = measured;
        Some(*way)
    }

    /// Columns and rows.
    ///
    /// # Errors
    ///
    /// [`TermError::Read`] when the terminal is gone.
    pub fn size(&self) -> Result<(u16, u16), TermError> {
        tty::size().map_err(TermError::Read)
    }

    /// Gives what hears the terminal; first what came while the terminal was asked.
    ///
    /// # Errors
    ///
    /// [`TermError::Listen`].
    pub fn listen(&mut self) -> Result<Listener, TermError> {
        let input = self.input.try_clone().map_err(TermError::Listen)?;
        let events = std::mem::take(&mut self.asked.events);
        let parser = std::mem::take(&mut self.asked.parser);
        Listener::new(input, parser, events).map_err(TermError::Listen)
    }

    /// Draws a frame: the profile adapts its rows, and what changed goes out in one write; nothing where nothing changed.
    ///
    /// A row that the profile gives out in another order than it is drawn has no links. A picture over anything but
    /// blank cells is not shown. Gives when the frame is to be drawn again though nothing changes: a picture that moves
    /// is drawn coarsely until it rests.
    ///
    /// # Errors
    ///
    /// [`TermError::Write`] when the terminal does not take it.
    pub fn draw(&mut self, frame: Frame) -> Result<Option<Instant>, TermError> {
        let profile = self.choice.profile;
        // The console of Linux would print them.
        let linking = !self.name.starts_with("linux");
        let Frame {
            cells,
            moved,
            changed,
            cursor,
            mut links,
            pictures,
        } = frame;
        links.retain(|link| linking && keeps_order(cells.row(link.row.into()).iter(), profile));
        let size = tty::size().map_err(TermError::Write)?;
        let is_bare = pictures.is_empty() && self.stage.is_bare();
        let pictured = std::mem::replace(&mut self.pictured, !is_bare) || !is_bare;
        let (mut after, mut again) = (Vec::new(), None);
        let mut own = None;
        let (width, height) = (size.0.into(), size.1.into());
        if pictured || (cells.width(), cells.height()) != (width, height) {
            let mut fitted = fitted(cells, size);
            (after, again) = self.stage.set(&pictures, &mut fitted, Instant::now());
            let dressed = fitted.content.iter().any(has_option);
            own = Some((Grid::of(fitted.content, width), dressed));
        }
        let links = hyperlink::of_frame(&links);
        let cells = match &own {
            // Nothing is known of them.
            Some((own, dressed)) => Cells {
                grid: own,
                changed: &[],
                moved: &[],
                dressed: *dressed,
                profile,
            },
            None => Cells {
                grid: cells,
                changed,
                moved,
                dressed: false,
                profile,
            },
        };
        self.surface
            .present(cells, &links, cursor, &after)
            .map_err(TermError::Write)?;
        Ok(again)
    }

    /// Clears the screen with the next frame, which draws every cell.
    pub fn redraw(&mut self) {
        self.stage.clear();
        self.surface.forget();
    }

    /// Has the terminal tell the reader something, as far as it can; at least it rings.
    pub fn notify(&mut self, words: &str) {
        let notice = notice(&self.name, &CleanText::line(words));
        if let Err(error) = tty::write_all(notice.as_bytes()) {
            tracing::warn!(?error, "the terminal could not be told");
        }
    }

    /// Has the terminal put text into the clipboard; gives whether it surely does.
    pub fn copy(&mut self, text: &str) -> bool {
        let Some(order) = clipboard::copying(text) else {
            return false;
        };
        match tty::write_all(order.as_bytes()) {
            Ok(()) => clipboard::is_taken(&self.name, &self.asked.replies),
            Err(error) => {
                tracing::warn!(?error, "the terminal could not be given the text");
                false
            }
        }
    }

    /// Restores the terminal; further calls do nothing.
    pub fn leave(&mut self) {
        // Where that fails the terminal is gone, and its pictures with it.
        let _ = tty::write_all(self.stage.strike().as_bytes());
        undo::restore();
    }

    /// Takes the terminal again after [`leave`](Self::leave) and asks for a full redraw.
    ///
    /// # Errors
    ///
    /// [`TermError::Mode`] and [`TermError::Write`].
    pub fn reenter(&mut self) -> Result<(), TermError> {
        hold(&self.input, self.leave.clone())?;
        let enter = format!("{ENTER_ALTERNATE}{}", self.enter);
        tty::write_all(enter.as_bytes()).map_err(TermError::Write)?;
        self.surface.reset();
        self.redraw();
        Ok(())
    }

    /// Restores the terminal, stops the process group as Ctrl-Z does, and takes the terminal again
    /// when the process is continued.
    ///
    /// Without a shell that could continue it the process is not stopped, only the screen redrawn.
    ///
    /// # Errors
    ///
    /// [`TermError::Suspend`]; [`TermError::Mode`] and [`TermError::Write`] on the way back.
    pub fn suspend(&mut self) -> Result<(), TermError> {
        if !suspend::has_job_control() {
            self.redraw();
            return Ok(());
        }
        self.leave();
        let stopped = suspend::stop_until_continued().map_err(TermError::Suspend);
        self.reenter().and(stopped)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Whether a picture says of a cell whether it is written.
fn has_option(cell: &Cell) -> bool {
    cell.diff_option != CellDiffOption::None
}

/// Cells as they fit a terminal, which has another size for as long as it takes to be told.
fn fitted(cells: &Grid<Cell>, (columns, rows): (u16, u16)) -> Buffer {
    let mut fitted = Buffer::empty(Rect::new(0, 0, columns, rows));
    let width = usize::from(columns).max(1);
    let rows = fitted.content.chunks_mut(width).enumerate();
    for (row, fitted) in rows.take(cells.height()) {
        for (fitted, cell) in fitted.iter_mut().zip(cells.row(row).iter()) {
            fitted.clone_from(cell);
        }
    }
    fitted
}

/// Opens the terminal that keys come from, where there is one that has a screen.
pub(super) fn open(variable: &dyn Fn(&str) -> Option<String>) -> Result<OwnedFd, TermError> {
    if !tty::has_screen() {
        return Err(TermError::NotATerminal);
    }
    if variable("TERM").is_some_and(|term| term == "dumb") {
        return Err(TermError::Dumb);
    }
    tty::open_input()
}

/// Switches to raw mode and remembers what undoes it, together with `controls`.
pub(super) fn hold(input: &OwnedFd, controls: String) -> Result<(), TermError> {
    // A screen that is still up would be taken for the terminal as it was.
    undo::restore();
    let input = input.try_clone().map_err(TermError::Mode)?;
    let mode = tty::make_raw(input.as_fd()).map_err(TermError::Mode)?;
    undo::remember(Undo {
        controls,
        mode,
        input,
        owner: std::thread::current().id(),
    });
    Ok(())
}

fn question(
    setup: &Setup,
    variable: &dyn Fn(&str) -> Option<String>,
    input: &OwnedFd,
) -> Result<Asked, TermError> {
    if setup.wishes.are_certain() && setup.background.is_some() {
        return Ok(Asked::default());
    }
    undo::owe_answers(true);
    let asked = detect::ask(input.as_fd(), Questions::Screen, variable).map_err(TermError::Read)?;
    undo::owe_answers(!asked.replies.complete);
    Ok(asked)
}

fn is_kitty(pictures: &PictureChoice) -> bool {
    let way = pictures.way.as_ref();
    way.is_some_and(|way| way.protocol == ImageProtocol::Kitty)
}

/// What is written to open the screen, on the alternate screen, and to leave it.
fn controls(profile: Profile, mouse: bool, replies: &Replies) -> (String, String) {
    let (mouse_on, mouse_off) = if mouse {
        (MOUSE_ON, MOUSE_OFF)
    } else {
        ("", "")
    };
    // A terminal that was in explicit mode before is left in it.
    let switch_back = match replies.bidi_mode {
        Some(2 | 4) => "",
        _ => profile.leave(),
    };
    (
        format!("{}{OPEN}{mouse_on}", profile.enter()),
        format!("{mouse_off}{CLOSE}{switch_back}{LEAVE_ALTERNATE}{SHOW_CURSOR}"),
    )
}
