//! Texts of entries in little room.
//!
//! Deflate at its fastest: measured on texts of 3.8 kB, half of them Arabic, it takes them to 44 % in 60 µs. The
//! next level takes twice the time for 37 %, zstd would need a C library, and lz4 leaves 54 %.

use std::cell::RefCell;
use std::io::Read;

use flate2::read::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::StoreError;

/// The column `bodies.format`.
pub(super) const AS_PUBLISHED: i64 = 0;
pub(super) const DEFLATED: i64 = 1;

/// Shorter texts gain nothing worth the time.
const LEAST: usize = 256;

/// Longer texts are kept as they are, so that nothing ever unpacks to more.
const MOST: usize = 32 * 1024 * 1024;

thread_local! {
    /// Takes longer to make than to use; one thread writes.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// A text as the column `bodies.content` holds it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Packed<'a> {
    AsPublished(&'a str),
    Deflated(Vec<u8>),
}

impl<'a> Packed<'a> {
    /// Packs a text, where that saves at least an eighth.
    pub(super) fn new(text: &'a str) -> Self {
        if !(LEAST..=MOST).contains(&text.len()) {
            return Self::AsPublished(text);
        }
        let mut bytes = Vec::with_capacity(text.len() - text.len() / 8);
        let status = DEFLATE.with_borrow_mut(|deflate| {
            deflate.reset();
            deflate.compress_vec(text.as_bytes(), &mut bytes, FlushCompress::Finish)
        });
        match status {
            Ok(Status::StreamEnd) => Self::Deflated(bytes),
            // There was not enough room.
            _ => Self::AsPublished(text),
        }
    }

    pub(super) const fn format(&self) -> i64 {
        match self {
            Self::AsPublished(_) => AS_PUBLISHED,
            Self::Deflated(_) => DEFLATED,
        }
    }
}

impl ToSql for Packed<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::AsPublished(text) => ValueRef::Text(text.as_bytes()),
            Self::Deflated(bytes) => ValueRef::Blob(bytes),
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

/// Gives the text of a column back.
///
/// # Errors
/// [`StoreError::UnknownFormat`], and [`StoreError::Unpacking`] when it does not unpack to a text.
pub(super) fn unpack(format: i64, content: ValueRef<'_>) -> Result<String, StoreError> {
    let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = content else {
        return Err(StoreError::Unpacking);
    };
    let text = match format {
        AS_PUBLISHED => bytes.to_owned(),
        DEFLATED => inflate(bytes)?,
        format => return Err(StoreError::UnknownFormat { format }),
    };
    String::from_utf8(text).map_err(|_| StoreError::Unpacking)
}

fn inflate(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut text = Vec::with_capacity(bytes.len().saturating_mul(3).min(MOST));
    let read = DeflateDecoder::new(bytes)
        .take(MOST as u64 + 1)
        .read_to_end(&mut text);
    match read {
        Ok(length) if length <= MOST => Ok(text),
        _ => Err(StoreError::Unpacking),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unpacked(packed: &Packed<'_>) -> Result<String, StoreError> {
        let ToSqlOutput::Borrowed(value) = packed.to_sql().unwrap() else {
            panic!("a packed text is borrowed");
        };
        unpack(packed.format(), value)
    }

    #[test]
    fn html_takes_less_than_half_the_room() {
        let text = "<p>وقال المتحدث باسم الوزارة إن الأسعار ارتفعت <a href=\"https://news.example/1\">هنا</a>.</p>\n"
            .repeat(20);
        let Packed::Deflated(bytes) = Packed::new(&text) else {
            panic!("it was not packed");
        };
        assert!(bytes.len() * 2 < text.len());
    }

    #[test]
    fn what_gains_nothing_stays_as_it_is() {
        // Seven bits of every byte cannot be foreseen.
        let mut state = 1_u64;
        let noise: String = std::iter::repeat_with(|| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            char::from(state.to_be_bytes()[0] & 0x7f)
        })
        .take(4000)
        .collect();
        for text in ["", "<p>short", &noise] {
            assert_eq!(Packed::new(text), Packed::AsPublished(text));
        }
    }

    #[test]
    fn a_text_that_would_unpack_without_end_is_refused() {
        let mut deflate = Compress::new(Compression::best(), false);
        let mut bytes = Vec::with_capacity(1024 * 1024);
        deflate
            .compress_vec(&vec![b' '; MOST + 1], &mut bytes, FlushCompress::Finish)
            .unwrap();
        assert!(bytes.len() < MOST / 500, "it is a bomb");
        let error = unpack(DEFLATED, ValueRef::Blob(&bytes)).unwrap_err();
        assert!(matches!(error, StoreError::Unpacking), "{error}");
    }

    #[test]
    fn damaged_texts_are_refused() {
        let whole = Packed::new(&"text and more text, ".repeat(40)).format();
        assert_eq!(whole, DEFLATED);
        for (format, content) in [
            (DEFLATED, ValueRef::Blob(&[0xff; 40])),
            (DEFLATED, ValueRef::Blob(&[])),
            (AS_PUBLISHED, ValueRef::Text(&[0xff])),
            (AS_PUBLISHED, ValueRef::Integer(7)),
        ] {
            let error = unpack(format, content).unwrap_err();
            assert!(matches!(error, StoreError::Unpacking), "{error}");
        }
        let error = unpack(9, ValueRef::Text(b"")).unwrap_err();
        assert!(matches!(error, StoreError::UnknownFormat { format: 9 }));
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(text in "(\\PC{0,40}|<p>سلام</p>){0,60}") {
            prop_assert_eq!(unpacked(&Packed::new(&text)).unwrap(), text);
        }
    }
}
