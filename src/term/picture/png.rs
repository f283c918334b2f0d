//! A PNG of points (W3C "Portable Network Graphics", third edition), packed in strips: any of them that follow one another
//! make a PNG, so that a part of a picture is not packed anew.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// The beginning of a packed stream (RFC 1950 section 2.2).
const STREAM: [u8; 2] = [0x78, 0x01];
/// A block of a packed stream with nothing in it, and the last one of a stream (RFC 1951 section 3.2.4).
const NOTHING: [u8; 5] = [0, 0, 0, 0xff, 0xff];
const LAST: [u8; 5] = [1, 0, 0, 0xff, 0xff];
/// The bytes of a chunk besides its data (section 5.3).
const AROUND: usize = 12;
/// Adler-32 counts in this (RFC 1950 section 8.2).
const PRIME: u64 = 65_521;

/// What is to be known of a strip besides its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strip {
    /// Rows of points.
    height: usize,
    sum: Sum,
}

/// Adler-32 of bytes, in two parts, before it begins with 1.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    length: u64,
    plain: u64,
    running: u64,
}

impl Strip {
    /// Packs points of three bytes each, `width` in a row; gives the bytes too, a multiple of three of them.
    pub(super) fn pack(rgb: &[u8], width: usize) -> (Self, Vec<u8>) {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        let (mut height, mut sum) = (0, Sum::default());
        for row in rgb.chunks_exact((width * 3).max(1)) {
            // Filter 0: the bytes as they are (section 9.2).
            for bytes in [&[0], row] {
                let written = packed.write_all(bytes);
                written.expect("writing to memory does not fail");
                sum = sum.then(Sum::of(bytes));
            }
            height += 1;
        }
        // What follows begins with a byte of its own and looks back at nothing of this.
        packed.flush().expect("writing to memory does not fail");
        let mut bytes = Vec::new();
        in_threes(packed.get_ref().clone(), &mut bytes);
        (Self { height, sum }, bytes)
    }
}

/// What stands before strips, a multiple of three bytes.
pub(super) fn head(strips: impl Iterator<Item = Strip>, width: usize) -> Vec<u8> {
    let height = strips.map(|strip| strip.height).sum();
    // Eight bits, true colour, and nothing unusual (section 11.2.1).
    let head = [&size(width)[..], &size(height), &[8, 2, 0, 0, 0]].concat();
    let mut png = SIGNATURE.to_vec();
    chunk(*b"IHDR", &head, &mut png);
    in_threes(STREAM.to_vec(), &mut png);
    png
}

/// What stands after strips.
pub(super) fn tail(strips: impl Iterator<Item = Strip>) -> Vec<u8> {
    let begin = Sum {
        plain: 1,
        ..Sum::default()
    };
    let sum = strips.fold(begin, |sum, strip| sum.then(strip.sum));
    let sum = u32::try_from(sum.running << 16 | sum.plain).unwrap_or_default();
    let mut png = Vec::new();
    chunk(
        *b"IDAT",
        &[&LAST[..], &sum.to_be_bytes()].concat(),
        &mut png,
    );
    chunk(*b"IEND", &[], &mut png);
    png
}

impl Sum {
    fn of(bytes: &[u8]) -> Self {
        let (plain, running) = bytes.iter().fold((0, 0), |(plain, running), byte| {
            let plain = plain + u64::from(*byte);
            (plain, running + plain)
        });
        Self {
            length: bytes.len() as u64 % PRIME,
            plain: plain % PRIME,
            running: running % PRIME,
        }
    }

    fn then(self, next: Self) -> Self {
        Self {
            length: (self.length + next.length) % PRIME,
            plain: (self.plain + next.plain) % PRIME,
            running: (self.running + self.plain * next.length + next.running) % PRIME,
        }
    }
}

/// Adds a chunk of packed data, which blocks of nothing make long enough for all to be a multiple of three bytes.
fn in_threes(mut packed: Vec<u8>, png: &mut Vec<u8>) {
    while !(png.len() + AROUND + packed.len()).is_multiple_of(3) {
        packed.extend(NOTHING);
    }
    chunk(*b"IDAT", &packed, png);
}

fn chunk(kind: [u8; 4], data: &[u8], png: &mut Vec<u8>) {
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(data);
    png.extend(size(data.len()));
    png.extend(kind);
    png.extend(data);
    png.extend(sum.sum().to_be_bytes());
}

fn size(count: usize) -> [u8; 4] {
    u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    /// The rows of a PNG as they are packed, which their sum stands for.
    fn unpacked(png: &[u8]) -> Vec<u8> {
        let (mut packed, mut rest) = (Vec::new(), &png[SIGNATURE.len()..]);
        while let Some((size, after)) = rest.split_first_chunk::<4>() {
            let size = u32::from_be_bytes(*size) as usize;
            if after.starts_with(b"IDAT") {
                packed.extend(&after[4..4 + size]);
            }
            rest = &after[size + 8..];
        }
        let mut rows = Vec::new();
        let mut decoder = flate2::read::ZlibDecoder::new(&packed[..]);
        decoder.read_to_end(&mut rows).unwrap();
        rows
    }

    #[test]
    fn any_strips_that_follow_one_another_are_read_as_their_points() {
        // Four strips of four rows of three points; what is alike in all of them is not looked for in another.
        let rgb: Vec<u8> = (0..4 * 36).map(|n| n % 50 * 5).collect();
        let strips: Vec<_> = rgb.chunks(36).map(|rgb| Strip::pack(rgb, 3)).collect();
        for from in 0..4 {
            for to in from + 1..=4 {
                let some = &strips[from..to];
                let known = || some.iter().map(|(strip, _)| *strip);
                let mut png = head(known(), 3);
                for (_, bytes) in some {
                    png.extend(bytes);
                }
                assert!(png.len().is_multiple_of(3));
                png.extend(tail(known()));
                assert_eq!(unpacked(&png).len(), (to - from) * 4 * 10);
                let read = image::load_from_memory(&png).unwrap().into_rgb8();
                assert_eq!((read.width(), read.height() as usize), (3, (to - from) * 4));
                assert_eq!(read.into_raw(), rgb[from * 36..to * 36]);
            }
        }
    }

    #[test]
    fn the_sum_is_that_of_the_standard() {
        // Adler-32 of "Wikipedia", as it is commonly given.
        let sum = Sum::of(b"Wiki").then(Sum::of(b"pedia"));
        let begin = Sum {
            plain: 1,
            ..Sum::default()
        };
        let sum = begin.then(sum);
        assert_eq!(sum.running << 16 | sum.plain, 0x11e6_0398);
    }
}
