//! Unpacks bodies that were packed for the way (RFC 9110 section 8.4).

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use reqwest::header::{CONTENT_ENCODING, HeaderMap};

/// What a request says it can unpack (RFC 9110 section 12.5.3).
pub(super) const ACCEPT_ENCODING: &str = "gzip, br, deflate";
/// The first bytes of a member of a gzip file (RFC 1952 section 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// Bytes at the end of a gzip file that tell its length (RFC 1952 section 2.3.1).
const GZIP_LENGTH: usize = 4;
/// A feed is packed to a quarter of its length or so; the memory for it is taken at once.
const USUAL_RATIO: usize = 4;
/// What is said to be longer is not believed before it comes.
const UNUSUAL_RATIO: usize = 16;
/// Bytes that the brotli decoder takes in at a time.
const BROTLI_BUFFER: usize = 8 * 1024;

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Deflate,
    Brotli,
}

/// Why a body did not unpack.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is longer than the limit.
    Long,
    /// It is not what it is said to be, or not all of it came.
    Broken {
        /// The bytes that came out before.
        received: usize,
        source: io::Error,
    },
}

impl Coding {
    /// How a body is packed, as the server says; `None` where it says nothing, or what nobody asked for.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let named = headers.get(CONTENT_ENCODING)?.to_str().ok()?;
        match named.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Some(Self::Gzip),
            "deflate" => Some(Self::Deflate),
            "br" => Some(Self::Brotli),
            _ => None,
        }
    }

    /// Unpacks a body; what comes out is counted, so that a bomb is stopped at the limit.
    pub(super) fn unpack(self, packed: &[u8], limit: usize) -> Result<Vec<u8>, Fault> {
        let expected = self.expected(packed).min(limit);
        let mut output = Output {
            bytes: Vec::with_capacity(expected),
            limit,
        };
        match self {
            // Not a few servers announce a coding for nothing at all.
            _ if packed.is_empty() => {}
            Self::Gzip => gunzip(packed, &mut output)?,
            Self::Deflate if is_zlib(packed) => output.take_all(&mut ZlibDecoder::new(packed))?,
            Self::Deflate => output.take_all(&mut DeflateDecoder::new(packed))?,
            Self::Brotli => output.take_all(&mut Decompressor::new(packed, BROTLI_BUFFER))?,
        }
        Ok(output.bytes)
    }

    /// How long what comes out may be, in bytes.
    fn expected(self, packed: &[u8]) -> usize {
        let said = match (self, packed.last_chunk::<GZIP_LENGTH>()) {
            (Self::Gzip, Some(length)) => usize::try_from(u32::from_le_bytes(*length)).ok(),
            _ => None,
        };
        let usual = packed.len().saturating_mul(USUAL_RATIO);
        said.filter(|said| *said <= packed.len().saturating_mul(UNUSUAL_RATIO))
            .unwrap_or(usual)
    }
}

/// A gzip file has one member after another; what is none of them, such as zeros to fill a block, ends it.
fn gunzip(packed: &[u8], output: &mut Output) -> Result<(), Fault> {
    let mut rest = packed;
    loop {
        let mut member = GzDecoder::new(rest);
        output.take_all(&mut member)?;
        rest = member.into_inner();
        if !rest.starts_with(&GZIP_MAGIC) {
            return Ok(());
        }
    }
}

/// The coding called deflate is zlib (RFC 9110 section 8.4.1.2), but some servers leave the zlib header out. One
/// names the method, and is a multiple of 31 (RFC 1950 section 2.2).
fn is_zlib(packed: &[u8]) -> bool {
    match packed {
        [method, flags, ..] => {
            method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
        }
        _ => false,
    }
}

/// What comes out.
struct Output {
    bytes: Vec<u8>,
    limit: usize,
}

impl Output {
    fn take_all(&mut self, unpacked: &mut impl Read) -> Result<(), Fault> {
        let left = self.limit - self.bytes.len();
        let one_more = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        let read = unpacked.take(one_more).read_to_end(&mut self.bytes);
        if self.bytes.len() > self.limit {
            return Err(Fault::Long);
        }
        match read {
            Ok(_) => Ok(()),
            Err(source) => Err(Fault::Broken {
                received: self.bytes.len(),
                source,
            }),
        }
    }
}

#[cfg(test)]
mod tests;
