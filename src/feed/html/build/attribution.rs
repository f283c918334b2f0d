//! Who is quoted: a name behind a dash.

use super::super::flat::without_start;
use crate::model::{Block, Paragraph};

/// Bytes of the dash before the name of who is quoted.
fn dash(text: &str) -> Option<usize> {
    ["— ", "—", "– ", "― ", "―", "-- "]
        .into_iter()
        .find_map(|dash| text.starts_with(dash).then_some(dash.len()))
}

/// The name of who is quoted, without the dash before it.
pub(super) fn without_dash(text: &Paragraph) -> Paragraph {
    match dash(text.text.as_str()) {
        Some(bytes) => without_start(text, bytes),
        None => text.clone(),
    }
}

/// Takes the last paragraph of a quotation where it is a name behind a dash, and no answer in a dialogue.
pub(super) fn signature(blocks: &mut Vec<Block>) -> Option<Paragraph> {
    /// Longer text, in bytes, is no name.
    const LONGEST: usize = 200;
    let begins = |block: &Block| match block {
        Block::Paragraph(text) => dash(text.text.as_str()).is_some(),
        _ => false,
    };
    let [.., before, Block::Paragraph(last)] = blocks.as_slice() else {
        return None;
    };
    let bytes = dash(last.text.as_str())?;
    if begins(before) || last.text.as_str().len() > LONGEST {
        return None;
    }
    let source = without_start(last, bytes);
    blocks.pop();
    (!source.text.is_empty()).then_some(source)
}
