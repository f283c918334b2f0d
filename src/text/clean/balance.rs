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
    let mut open: Vec<(usize, bool)> = Vec::new();
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open.push((keep.len(), true)),
            '\u{202a}' | '\u{202b}' => open.push((keep.len(), false)),
            '\n' => open.clear(),
            _ => {}
        }
        if !is_paired(c) {
            continue;
        }
        let partner = match c {
            '\u{2069}' => close_isolate(&mut open),
            '\u{202c}' => open.pop_if(|(_, isolate)| !*isolate),
            _ => None,
        };
        keep.push(partner.is_some());
        if let Some((at, _)) = partner {
            keep[at] = true;
        }
    }
    keep
}

/// Closes the last open isolate, and with it, without a partner, the embeddings opened inside.
fn close_isolate(open: &mut Vec<(usize, bool)>) -> Option<(usize, bool)> {
    let last = open.iter().rposition(|(_, isolate)| *isolate)?;
    open.truncate(last + 1);
    open.pop()
}
