//! Movements of the cursor, of which each frame has many. They are put together without `fmt`, for with each key what
//! that is made of would have to come from memory anew.

/// Adds what has it go to a cell (CUP, ECMA-48 section 8.3.21); columns and rows from 0.
pub(super) fn move_to(column: usize, row: usize, out: &mut String) {
    out.push_str("\x1b[");
    say_number(row + 1, out);
    out.push(';');
    say_number(column + 1, out);
    out.push('H');
}

/// Adds what has it go to a column of its row (CHA, ECMA-48 section 8.3.9), from 0.
pub(super) fn move_to_column(column: usize, out: &mut String) {
    out.push_str("\x1b[");
    say_number(column + 1, out);
    out.push('G');
}

/// Adds a number in decimal digits.
pub(super) fn say_number(count: usize, out: &mut String) {
    if count >= 10 {
        say_number(count / 10, out);
    }
    let digit = u32::try_from(count % 10).ok();
    out.extend(digit.and_then(|digit| char::from_digit(digit, 10)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_columns_are_counted_from_one() {
        let mut out = String::new();
        move_to(0, 119, &mut out);
        move_to_column(9, &mut out);
        assert_eq!(out, "\x1b[120;1H\x1b[10G");
    }
}
