//! Compresses just well enough to test with (RFC 1951, RFC 1952).

const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// The longest repeat that deflate can say, in bytes.
const LONGEST_REPEAT: usize = 258;

/// The bytes as a gzip file, in stored blocks.
pub(super) fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = HEADER.to_vec();
    let chunks: Vec<&[u8]> = bytes.chunks(0xffff).collect();
    for (number, chunk) in chunks.iter().enumerate() {
        let length = u16::try_from(chunk.len()).expect("chunks fit 16 bits");
        out.push(u8::from(number + 1 == chunks.len()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend_from_slice(chunk);
    }
    let length = u32::try_from(bytes.len()).expect("test bodies fit 32 bits");
    out.extend(crc_32(bytes).to_le_bytes());
    out.extend(length.to_le_bytes());
    out
}

/// A gzip file of one letter, over and over: one literal, then repeats of it at a distance of one byte.
/// It has no trailer, since no one should read so far.
pub(super) fn bomb(megabytes: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    // The last block, fixed codes; then the literal `x`, 8 bits, most significant first.
    bits.push(0b011, 3);
    bits.push_code(0x30 + u32::from(b'x'), 8);
    for _ in 0..megabytes * 1024 * 1024 / LONGEST_REPEAT {
        // Length 258 is code 285, 8 bits; distance 1 is code 0, 5 bits.
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    // The end of the block is code 256, 7 bits.
    bits.push_code(0, 7);
    let mut out = HEADER.to_vec();
    out.extend(bits.into_bytes());
    out
}

/// Bits, least significant of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    free: usize,
}

impl Bits {
    fn push(&mut self, value: u32, count: usize) {
        for place in 0..count {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            let bit = (value >> place) & 1 != 0;
            let last = self.bytes.len() - 1;
            self.bytes[last] |= u8::from(bit) << (8 - self.free);
            self.free -= 1;
        }
    }

    /// Huffman codes go most significant bit first.
    fn push_code(&mut self, code: u32, count: usize) {
        for place in (0..count).rev() {
            self.push((code >> place) & 1, 1);
        }
    }

    fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

fn crc_32(bytes: &[u8]) -> u32 {
    let remainder = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            let polynomial = if crc & 1 == 0 { 0 } else { 0xedb8_8320 };
            (crc >> 1) ^ polynomial
        })
    });
    !remainder
}
