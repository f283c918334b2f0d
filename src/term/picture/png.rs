//! A PNG of points (W3C "Portable Network Graphics", third edition).

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

/// Encodes points of three bytes each, `width` in a row.
pub(super) fn encode(rgb: &[u8], width: usize) -> Vec<u8> {
    let line = (width * 3).max(1);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    for row in rgb.chunks_exact(line) {
        // Filter 0: the bytes as they are (section 9.2).
        let written = packed.write_all(&[0]).and_then(|()| packed.write_all(row));
        written.expect("writing to memory does not fail");
    }
    let packed = packed.finish().expect("writing to memory does not fail");
    let size = |points: usize| u32::try_from(points).unwrap_or(u32::MAX).to_be_bytes();
    // Eight bits, true colour, and nothing unusual (section 11.2.1).
    let head = [
        &size(width)[..],
        &size(rgb.len() / line)[..],
        &[8, 2, 0, 0, 0],
    ]
    .concat();
    let mut png = SIGNATURE.to_vec();
    for (kind, data) in [(b"IHDR", &head[..]), (b"IDAT", &packed[..]), (b"IEND", &[])] {
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(data);
        png.extend(size(data.len()));
        png.extend(kind);
        png.extend(data);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_is_read_as_the_same_points() {
        let rgb: Vec<u8> = (0..36).collect();
        let read = image::load_from_memory(&encode(&rgb, 3))
            .unwrap()
            .into_rgb8();
        assert_eq!((read.width(), read.height()), (3, 4));
        assert_eq!(read.into_raw(), rgb);
    }
}
