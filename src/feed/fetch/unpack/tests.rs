use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use reqwest::header::HeaderValue;

use super::*;

const TEXT: &[u8] = b"<rss><channel><title>News</title></channel></rss>";
/// "hello, hello, hello" as one brotli stream of stored bytes (RFC 7932 section 9.2), written by hand: a window of
/// 16 bits; a meta-block that is not the last, of 19 bytes, not compressed; and an empty last one.
const BROTLI: &[u8] = b"\x20\x01\x10hello, hello, hello\x03";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn named(coding: &'static str) -> Option<Coding> {
    let coding = (CONTENT_ENCODING, HeaderValue::from_static(coding));
    Coding::of(&HeaderMap::from_iter([coding]))
}

#[test]
fn a_body_is_packed_as_the_server_says_in_any_spelling() {
    for gzip in ["gzip", "GZip", "x-gzip", " gzip "] {
        assert_eq!(named(gzip), Some(Coding::Gzip), "{gzip}");
    }
    assert_eq!(named("br"), Some(Coding::Brotli));
    assert_eq!(named("deflate"), Some(Coding::Deflate));
    for other in ["identity", "", "zstd", "gzip, br"] {
        assert_eq!(named(other), None, "{other}");
    }
    assert_eq!(Coding::of(&HeaderMap::new()), None);
}

#[test]
fn every_coding_that_is_asked_for_unpacks() {
    for (coding, packed) in [
        (Coding::Gzip, gzip(TEXT)),
        (Coding::Deflate, zlib(TEXT)),
        (Coding::Deflate, deflate(TEXT)),
    ] {
        assert_eq!(coding.unpack(&packed, TEXT.len()).unwrap(), TEXT);
    }
    let unpacked = Coding::Brotli.unpack(BROTLI, 100).unwrap();
    assert_eq!(unpacked, b"hello, hello, hello");
}

#[test]
fn members_follow_one_another_and_what_is_none_ends_the_file() {
    let (head, tail) = TEXT.split_at(10);
    let mut packed = [gzip(head), gzip(b""), gzip(tail)].concat();
    assert_eq!(Coding::Gzip.unpack(&packed, 1000).unwrap(), TEXT);
    packed.extend([0; 512]);
    assert_eq!(Coding::Gzip.unpack(&packed, 1000).unwrap(), TEXT);
}

#[test]
fn nothing_at_all_is_nothing_packed_in_any_way() {
    for coding in [Coding::Gzip, Coding::Deflate, Coding::Brotli] {
        assert!(coding.unpack(b"", 10).unwrap().is_empty(), "{coding:?}");
    }
}

#[test]
fn what_comes_out_is_counted_over_all_members() {
    let bomb = vec![0; 1_000_000];
    for (coding, packed) in [
        (Coding::Gzip, gzip(&bomb)),
        (
            Coding::Gzip,
            [gzip(&bomb[..600]), gzip(&bomb[..600])].concat(),
        ),
        (Coding::Deflate, zlib(&bomb)),
        (Coding::Deflate, deflate(&bomb)),
        (Coding::Brotli, BROTLI.to_vec()),
    ] {
        let limit = if coding == Coding::Brotli { 18 } else { 1000 };
        let unpacked = coding.unpack(&packed, limit);
        assert!(matches!(unpacked, Err(Fault::Long)), "{unpacked:?}");
    }
}

#[test]
fn what_is_cut_off_or_something_else_is_broken() {
    for (coding, packed) in [
        (Coding::Gzip, gzip(TEXT)),
        (Coding::Deflate, zlib(TEXT)),
        (Coding::Deflate, deflate(TEXT)),
        (Coding::Brotli, BROTLI.to_vec()),
    ] {
        for bytes in [&packed[..packed.len() / 2], TEXT] {
            let unpacked = coding.unpack(bytes, 1000);
            assert!(
                matches!(unpacked, Err(Fault::Broken { .. })),
                "{coding:?}: {unpacked:?}"
            );
        }
    }
}
