//! Documents changed at random, the same way each time.

/// What mutated documents are made of.
pub struct Mutator {
    seeds: Vec<Vec<u8>>,
    state: u64,
}

/// Pieces that mean something to a part of the way a document goes.
const PIECES: [&[u8]; 62] = [
    b"<",
    b">",
    b"&",
    b"\"",
    b"'",
    b"/>",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?xml",
    b"?>",
    b"<!DOCTYPE a [",
    b"]>",
    b"<rss>",
    b"<channel>",
    b"<item>",
    b"</item>",
    b"<feed>",
    b"<entry>",
    b"</entry>",
    b"<title>",
    b"</title>",
    b"<title type='xhtml'>",
    b"<content type='image/png'>",
    b"<link href='",
    b"<author>",
    b"<name>",
    b"a@b.example (",
    b"<media:group>",
    b"<media:content url='x'",
    b"<itunes:category text='",
    b"<skipHours><hour>",
    b"<ttl>",
    b"<pubDate>",
    b"99999999999999999999999",
    b" xml:base='",
    b" xmlns:x='",
    b"&#x1b;",
    b"&#0;",
    b"&#xd800;",
    b"&amp;#27;",
    b"&nbsp;",
    b"&NotEqualTilde;",
    b"\x1b[31m",
    b"\xc2\x9b",
    b"\xe2\x80\xae",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x00\x00\xfe\xff",
    b"\x1b$B",
    b"{\"items\":[",
    b"{\"id\":",
    b"[",
    b"]",
    b"}",
    b",",
    b"<table><tr><td>",
    b"<a href=x><b><p>",
    b"<iframe>",
];

impl Mutator {
    /// A source of documents made from `seeds`; the same number gives the same documents.
    pub fn new(seeds: Vec<Vec<u8>>, number: u64) -> Self {
        Self {
            seeds,
            state: number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// The next document: one of the seeds after some changes.
    pub fn document(&mut self) -> Vec<u8> {
        let mut document = self.seed();
        for _ in 0..=self.below(6) {
            self.change(&mut document);
        }
        document
    }

    /// A number below `bound`, by the generator xorshift64*.
    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let number = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or(0) % bound.max(1)
    }

    fn seed(&mut self) -> Vec<u8> {
        let place = self.below(self.seeds.len());
        self.seeds[place].clone()
    }

    fn range(&mut self, document: &[u8], longest: usize) -> std::ops::Range<usize> {
        let start = self.below(document.len() + 1);
        let length = self.below(longest + 1).min(document.len() - start);
        start..start + length
    }

    fn change(&mut self, document: &mut Vec<u8>) {
        match self.below(9) {
            0 => {
                let at = self.below(document.len());
                let byte = self.below(256);
                if let Some(place) = document.get_mut(at) {
                    *place = u8::try_from(byte).unwrap_or(0);
                }
            }
            1 => drop(document.drain(self.range(document, 60))),
            2 => {
                let end = self.below(document.len() + 1);
                document.truncate(end);
            }
            3 | 4 => {
                let piece = PIECES[self.below(PIECES.len())];
                let at = self.below(document.len() + 1);
                document.splice(at..at, piece.iter().copied());
            }
            5 => self.repeat(document),
            6 => {
                let other = self.seed();
                let piece = other[self.range(&other, 400)].to_vec();
                let into = self.range(document, 100);
                document.splice(into, piece);
            }
            7 => self.exchange(document),
            _ => self.encode(document),
        }
    }

    /// A stretch of the document or a piece many times over.
    fn repeat(&mut self, document: &mut Vec<u8>) {
        let piece = if self.below(2) == 0 {
            document[self.range(document, 200)].to_vec()
        } else {
            PIECES[self.below(PIECES.len())].to_vec()
        };
        let times = [2, 10, 150, 3_000][self.below(4)];
        let times = times.min(40_000 / piece.len().max(1));
        let at = self.below(document.len() + 1);
        document.splice(at..at, piece.repeat(times));
    }

    /// Two stretches for one another.
    fn exchange(&mut self, document: &mut Vec<u8>) {
        let range = self.range(document, 80);
        let moved: Vec<u8> = document.drain(range).collect();
        let at = self.below(document.len() + 1);
        document.splice(at..at, moved);
    }

    fn encode(&mut self, document: &mut Vec<u8>) {
        // Rarely, or little else would be tried.
        if self.below(4) > 0 {
            return;
        }
        let text = String::from_utf8_lossy(document).into_owned();
        *document = match self.below(4) {
            0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            1 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            2 => text
                .chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect(),
            _ => text
                .chars()
                .map(|c| u32::from(c).to_le_bytes()[0])
                .collect(),
        };
    }
}
