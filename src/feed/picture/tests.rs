use image::{ImageBuffer, Rgb, Rgba};

use super::*;

/// A picture of so many points, half red and half see-through.
fn drawn(format: ImageFormat) -> Vec<u8> {
    let image = ImageBuffer::from_fn(40, 20, |x, _| {
        Rgba(if x < 20 { [255, 0, 0, 255] } else { [0; 4] })
    });
    written(&DynamicImage::ImageRgba8(image), format)
}

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = match format {
        ImageFormat::Jpeg => &DynamicImage::ImageRgb8(image.to_rgb8()),
        _ => image,
    };
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG that says it has so many points, and has fewer.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = drawn(ImageFormat::Png);
    // The first chunk, whose sum is of its kind and its data (PNG, third edition, sections 5.3 and 11.2.1).
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&png[12..29]);
    png[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    png
}

#[test]
fn each_kind_is_read_and_drawn_on_the_background() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Jpeg,
    ] {
        let picture = Picture::read(&drawn(format)).unwrap();
        assert_eq!(picture.size(), (40, 20), "{format:?}");
        let points = picture.points(4, 2, [0, 0, 255]);
        assert_eq!(points.len(), 4 * 2 * 3);
        let near = |at: usize, colour: [u8; 3]| {
            let off = (0..3).map(|n| points[at * 3 + n].abs_diff(colour[n])).max();
            assert!(off < Some(12), "{format:?} {points:?}");
        };
        near(0, [255, 0, 0]);
        // A JPEG cannot be seen through.
        if format != ImageFormat::Jpeg {
            near(3, [0, 0, 255]);
        }
    }
}

#[test]
fn of_a_picture_that_moves_the_first_frame_is_drawn() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for colour in [[255, 0, 0, 255], [0, 0, 255, 255]] {
        let frame = ImageBuffer::from_pixel(8, 8, Rgba(colour));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let points = Picture::read(&bytes).unwrap().points(1, 1, [0; 3]);
    assert_eq!(points, [255, 0, 0]);
}

#[test]
fn a_picture_taken_with_the_camera_on_its_side_stands_upright() {
    let lying = ImageBuffer::from_fn(40, 20, |x, _| {
        Rgb(if x < 20 { [255, 0, 0] } else { [0; 3] })
    });
    let jpeg = written(&DynamicImage::ImageRgb8(lying), ImageFormat::Jpeg);
    // Exif in APP1, with one tag: orientation 6, "the top of the scene is on the right" (Exif 2.3, section 4.6.4).
    let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let size = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let turned = [&jpeg[..2], b"\xff\xe1", &size, exif, &jpeg[2..]].concat();
    let picture = Picture::read(&turned).unwrap();
    assert_eq!(picture.size(), (20, 40));
    let points = picture.points(1, 2, [0; 3]);
    assert!(points[0] > 200 && points[3] < 50, "{points:?}");
}

#[test]
fn what_is_no_picture_is_not_read() {
    for bytes in [
        &b""[..],
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"<!DOCTYPE html><title>Log in</title>",
        b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0",
        b"II*\0\x08\0\0\0",
    ] {
        let read = Picture::read(bytes);
        assert!(matches!(read, Err(PictureError::Unknown)), "{bytes:?}");
    }
}

#[test]
fn a_picture_that_says_it_is_huge_is_refused_before_it_is_unpacked() {
    let too_large = |bytes: &[u8], size: (u32, u32)| match Picture::read(bytes) {
        Err(PictureError::TooLarge { width, height }) => assert_eq!((width, height), size),
        other => panic!("{other:?}"),
    };
    // 1 GB of zeros, were it unpacked.
    too_large(&png(16_000, 16_000), (16_000, 16_000));
    too_large(&png(4097, 4096), (4097, 4096));
    // GIF89a of 16,000 by 16,000 points with one frame of as many.
    let size = b"\x80\x3e\x80\x3e";
    let gif = [
        &b"GIF89a"[..],
        size,
        b"\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0",
        size,
        b"\0\x02\x02\x44\x01\0;",
    ]
    .concat();
    too_large(&gif, (16_000, 16_000));
    // WebP without loss of 16,000 by 16,000 points (RFC 9649 section 3.4: 14 bits of width - 1, of height - 1).
    let bits: u32 = 15_999 + (15_999 << 14);
    let chunk = [&b"\x2f"[..], &bits.to_le_bytes(), &[0; 5]].concat();
    let size = u32::try_from(chunk.len()).unwrap().to_le_bytes();
    let whole = u32::try_from(chunk.len() + 12).unwrap().to_le_bytes();
    let webp = [b"RIFF", &whole[..], b"WEBPVP8L", &size, &chunk].concat();
    too_large(&webp, (16_000, 16_000));
    // An edge that is longer than any: the decoders refuse it themselves.
    assert!(Picture::read(&png(4_000_000, 1)).is_err());
}

#[test]
fn the_largest_picture_is_read() {
    let image = DynamicImage::ImageRgba8(ImageBuffer::new(4096, 4096));
    let picture = Picture::read(&written(&image, ImageFormat::Png)).unwrap();
    assert_eq!(picture.points(2, 2, [9; 3]), [9; 12]);
}

#[test]
fn a_jpeg_that_goes_over_its_points_without_end_is_refused() {
    // Of as many points, and with so many more scans before its own.
    let read = |edge, scans| {
        let image = DynamicImage::ImageRgb8(ImageBuffer::new(edge, edge));
        let mut jpeg = written(&image, ImageFormat::Jpeg);
        let first = jpeg.windows(2).position(|two| two == [0xff, 0xda]);
        let first = first.unwrap();
        jpeg.splice(
            first..first,
            b"\xff\xda\0\x08\x01\x01\0\0\x3f\0".repeat(scans),
        );
        Picture::read(&jpeg)
    };
    assert!(read(4096, 0).is_ok());
    let endless = read(3500, 20);
    assert!(matches!(endless, Err(PictureError::TooHard)), "{endless:?}");
    // What comes step by step takes three times the memory.
    let large = read(4096, 9);
    assert!(
        matches!(large, Err(PictureError::TooLarge { .. })),
        "{large:?}"
    );
}

#[test]
fn cut_off_or_mixed_up_pictures_end_in_an_error_or_a_picture() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Jpeg,
    ] {
        let whole = drawn(format);
        let mut refused = 0;
        for length in 0..whole.len() {
            refused += usize::from(Picture::read(&whole[..length]).is_err());
        }
        assert!(refused > 0, "{format:?}");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            if let Ok(picture) = Picture::read(&bytes) {
                assert_eq!(picture.points(3, 2, [0; 3]).len(), 18, "{format:?} {at}");
            }
        }
    }
}
