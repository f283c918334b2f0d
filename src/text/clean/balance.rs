//! Isolates and embeddings that are not closed, or close nothing, are dropped.

/// Drops the isolates and embeddings of each line that have no partner (UAX #9 BD9, BD11).
pub(super) fn balance(text: String) -> String {
    if !text.chars().any(is_paired) {
        return text;
    }
    let keep = partnered(&text);
    let mut kept = keep.into_iter();
    let mut balanced = text;
    balanced.retain(|c| !is_paired(c) || kept.next() == Some(true));
    balanced
}

fn is_paired(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}')
}

/// Says of each paired control, in text order, whether its partner is there.
fn partnered(text: &str) -> Vec<bool> {
    let mut keep: Vec<bool> = Vec::new();
    let mut open = Open::default();
    for c in text.chars() {
        if c == '\n' {
            open = Open::default();
        }
        if !is_paired(c) {
            continue;
        }
        let here = keep.len();
        let partner = match c {
            '\u{2069}' => open.close_isolate(),
            '\u{202c}' => open.close_embedding(),
            _ => open.push(here, c >= '\u{2066}'),
        };
        keep.push(partner.is_some());
        if let Some(at) = partner {
            keep[at] = true;
        }
    }
    keep
}

/// What is open, by its place among the paired controls.
#[derive(Default)]
struct Open {
    /// Isolates and embeddings, innermost last.
    all: Vec<usize>,
    /// The places of the isolates in `all`: looking for the last one must not cost a look at every embedding.
    isolates: Vec<usize>,
}

impl Open {
    fn push(&mut self, control: usize, isolate: bool) -> Option<usize> {
        if isolate {
            self.isolates.push(self.all.len());
        }
        self.all.push(control);
        None
    }

    /// Closes the last isolate, and with it, without a partner, the embeddings opened inside.
    fn close_isolate(&mut self) -> Option<usize> {
        let last = self.isolates.pop()?;
        self.all.truncate(last + 1);
        self.all.pop()
    }

    /// Closes the innermost embedding, unless an isolate was opened inside it.
    fn close_embedding(&mut self) -> Option<usize> {
        let innermost = self.all.len().checked_sub(1)?;
        if self.isolates.last() == Some(&innermost) {
            return None;
        }
        self.all.pop()
    }
}
