//! Control sequences: keys, the mouse and replies.

use super::{Input, Reply, keys};
use crate::config::{Key, Modifiers};
use crate::term::event::{Event, Mouse, MouseKind};

/// Reads a control sequence: what stands between `CSI` and the final byte, and the final byte.
pub(super) fn read(body: &[u8], last: u8) -> Option<Input> {
    let body = std::str::from_utf8(body).ok()?;
    if let Some(report) = body.strip_prefix('<') {
        return read_mouse(report, last).map(Input::Event);
    }
    if let Some(reply) = Reply::of_csi(body, last) {
        return Some(Input::Reply(reply));
    }
    read_key(body, last)
}

/// Splits "a:b;c" into `[[a, b], [c]]`; an empty or a foreign field is `None`.
fn fields(body: &str) -> impl Iterator<Item = Vec<Option<u16>>> {
    body.split(';')
        .map(|field| field.split(':').map(|value| value.parse().ok()).collect())
}

fn read_key(body: &str, last: u8) -> Option<Input> {
    let mut fields = fields(body);
    let mut first = fields.next().unwrap_or_default().into_iter().flatten();
    let number = first.next();
    let second = fields.next().unwrap_or_default();
    let modifiers = second.first().copied().flatten().unwrap_or(1);
    if second.get(1).copied().flatten() == Some(RELEASED) {
        return None;
    }
    let key = match last {
        b'~' if number == Some(27) => other_key(fields.next()),
        b'~' => keys::number(number?),
        b'u' => keys::code_point(u32::from(number?)),
        b'Z' => return Some(Input::chord(Key::Tab, SHIFT)),
        _ if body.is_empty() || number == Some(1) => keys::letter(last),
        _ => None,
    }?;
    Some(Input::chord(key, keys::modifiers(modifiers)))
}

const SHIFT: Modifiers = Modifiers {
    ctrl: false,
    alt: false,
    shift: true,
};

/// The event type of a released key in kitty's protocol; a repeated key counts as pressed.
const RELEASED: u16 = 3;

/// The key of xterm's `modifyOtherKeys`: `CSI 27 ; modifiers ; code ~`.
fn other_key(field: Option<Vec<Option<u16>>>) -> Option<Key> {
    keys::code_point(u32::from(field?.first().copied().flatten()?))
}

/// Reads an SGR mouse report: "button;column;row" from 1, `M` for a press and `m` for a release.
fn read_mouse(report: &str, last: u8) -> Option<Event> {
    let values: Option<Vec<u16>> = report.split(';').map(|value| value.parse().ok()).collect();
    let [button, column, row] = values?[..] else {
        return None;
    };
    let position = [column, row].map(|value| value.saturating_sub(1));
    match (last, button & !MODIFIERS) {
        (b'm', 0) => mouse(RELEASE, position),
        (b'M', RELEASE) | (b'm', _) => None,
        _ => mouse(button, position),
    }
}

/// The bits of the keys held: Shift, Alt and Ctrl.
const MODIFIERS: u16 = 4 | 8 | 16;
/// The number of every button that is let go, in the old encoding.
const RELEASE: u16 = 3;

/// The event of a button number with its modifier bits, at a column and a row from 0.
pub(super) fn mouse(button: u16, [column, row]: [u16; 2]) -> Option<Event> {
    let kind = match button & !MODIFIERS {
        0 => MouseKind::Click,
        32 => MouseKind::Drag,
        RELEASE => MouseKind::Release,
        64 => MouseKind::ScrollUp,
        65 => MouseKind::ScrollDown,
        _ => return None,
    };
    Some(Event::Mouse(Mouse { kind, column, row }))
}
