//! Texts of entries in little room.
//!
//! By zstd at its first level, one by one. Measured on 8,000 texts of 3.7 kB in English, Arabic and Hebrew, packed and
//! unpacked on one processor (`cargo bench --bench store packing` measures it again):
//!
//! | | of the length | packing | unpacking |
//! |---|---|---|---|
//! | zstd, level 1 | 40 % | 16 µs | 6 µs |
//! | zstd, level 3 | 39 % | 19 µs | 6 µs |
//! | zstd, level -1 | 50 % | 12 µs | 4 µs |
//! | libdeflate, level 1 | 39 % | 23 µs | 7 µs |
//! | zlib-rs, level 1 | 52 % | 19 µs | 8 µs |
//! | zlib-rs, level 2 | 39 % | 39 µs | 12 µs |
//! | lz4 | 57 % | 9 µs | 2 µs |
//!
//! Between other work zlib-rs takes twice as long, for its tables are of a hundred kilobytes; those of zstd are as
//! small as the text.

use std::cell::RefCell;
use std::io::Read;

use flate2::read::DeflateDecoder;
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};
use zstd::bulk::{Compressor, Decompressor};

use super::StoreError;

/// The column `bodies.format`.
pub(super) const AS_PUBLISHED: i64 = 0;
/// Written before there was another way.
pub(super) const DEFLATED: i64 = 1;
pub(super) const ZSTD: i64 = 2;

/// The level of zstd.
const LEVEL: i32 = 1;

/// Shorter texts gain nothing worth the time.
const LEAST: usize = 256;

/// Longer texts are kept as they are, so that nothing ever unpacks to more.
const MOST: usize = 32 * 1024 * 1024;

thread_local! {
    /// Takes longer to make than to use. `None` where there is no memory for it.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> =
        RefCell::new(Compressor::new(LEVEL).ok());
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> =
        RefCell::new(Decompressor::new().ok());
}

/// A text as the column `bodies.content` holds it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Packed<'a> {
    AsPublished(&'a str),
    Zstd(Vec<u8>),
}

impl<'a> Packed<'a> {
    /// Packs a text, where that saves at least an eighth.
    pub(super) fn new(text: &'a str) -> Self {
        if !(LEAST..=MOST).contains(&text.len()) {
            return Self::AsPublished(text);
        }
        let mut bytes = Vec::with_capacity(text.len() - text.len() / 8);
        let packed = COMPRESSOR.with_borrow_mut(|compressor| {
            let compressor = compressor.as_mut()?;
            compressor
                .compress_to_buffer(text.as_bytes(), &mut bytes)
                .ok()
        });
        match packed {
            Some(_) => Self::Zstd(bytes),
            // There was not enough room.
            None => Self::AsPublished(text),
        }
    }

    /// What is packed; nothing where the text is as it was.
    pub(super) fn kept(self) -> Option<Packed<'static>> {
        match self {
            Self::AsPublished(_) => None,
            Self::Zstd(mut bytes) => {
                // It waits for the writer, beside many others.
                bytes.shrink_to_fit();
                Some(Packed::Zstd(bytes))
            }
        }
    }

    /// The text.
    ///
    /// # Errors
    /// As [`unpack`] has them.
    pub(super) fn text(&self) -> Result<String, StoreError> {
        match self {
            Self::AsPublished(text) => Ok((*text).to_owned()),
            Self::Zstd(bytes) => unpack(ZSTD, ValueRef::Blob(bytes)),
        }
    }

    pub(super) const fn format(&self) -> i64 {
        match self {
            Self::AsPublished(_) => AS_PUBLISHED,
            Self::Zstd(_) => ZSTD,
        }
    }
}

impl ToSql for Packed<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::AsPublished(text) => ValueRef::Text(text.as_bytes()),
            Self::Zstd(bytes) => ValueRef::Blob(bytes),
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
        ZSTD => decompress(bytes)?,
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

/// The length of the text stands before it, so no text takes more memory than it says, and none more than [`MOST`].
fn decompress(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    DECOMPRESSOR
        .with_borrow_mut(|decompressor| {
            let text = decompressor.as_mut()?.decompress(bytes, MOST).ok()?;
            // Nothing at all is no frame, but for zstd it unpacks to nothing.
            (!bytes.is_empty()).then_some(text)
        })
        .ok_or(StoreError::Unpacking)
}

#[cfg(test)]
mod tests {
    use flate2::{Compress, Compression, FlushCompress};
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
        let Packed::Zstd(bytes) = Packed::new(&text) else {
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
        let packed = zstd::bulk::compress(&vec![b' '; MOST + 1], LEVEL).unwrap();
        for (format, bytes) in [(DEFLATED, bytes), (ZSTD, packed)] {
            assert!(bytes.len() < MOST / 500, "it is a bomb");
            let error = unpack(format, ValueRef::Blob(&bytes)).unwrap_err();
            assert!(matches!(error, StoreError::Unpacking), "{error}");
        }
    }

    #[test]
    fn what_was_deflated_is_read() {
        let text = "<p>وقال المتحدث باسم الوزارة</p>\n".repeat(20);
        let mut bytes = Vec::with_capacity(text.len());
        Compress::new(Compression::fast(), false)
            .compress_vec(text.as_bytes(), &mut bytes, FlushCompress::Finish)
            .unwrap();
        assert_eq!(unpack(DEFLATED, ValueRef::Blob(&bytes)).unwrap(), text);
    }

    #[test]
    fn damaged_texts_are_refused() {
        let text = "text and more text, ".repeat(40);
        let Packed::Zstd(whole) = Packed::new(&text) else {
            panic!("it was not packed");
        };
        for (format, content) in [
            (ZSTD, ValueRef::Blob(&whole[..whole.len() - 1])),
            (ZSTD, ValueRef::Blob(&[0xff; 40])),
            (ZSTD, ValueRef::Blob(&[])),
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
