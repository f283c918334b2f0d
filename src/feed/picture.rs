//! A picture out of bytes that a stranger sent: PNG, JPEG, GIF or WebP, of one that moves the first frame.
//!
//! What a picture will take is known from its first bytes, and is refused before anything is unpacked. SVG is a
//! program for drawing; it is not read.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

/// The longest edge, in points.
const LONGEST_EDGE: u32 = 16_384;
/// A picture with more points is not unpacked: 4096 by 4096.
const MOST_POINTS: u64 = 1 << 24;
/// Nor one that takes more memory than so many bytes.
const MOST_MEMORY: u64 = 64 << 20;
/// What unpacking may take besides, in bytes, as far as the decoders count it.
const WORKING_MEMORY: u64 = 128 << 20;
/// A JPEG that goes over its points more often than this is one that comes clearer step by step.
const PLAIN_SCANS: u64 = 3;
/// Of such a one the decoder keeps six bytes more for each point, until it is whole.
const MOST_STEPWISE: u64 = 13_000_000;
/// A JPEG may go over all of its points many times; so many points are gone over in all.
const MOST_GONE_OVER: u64 = 12 * MOST_POINTS;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It is no picture of a kind that is read.
    #[error("not a picture of a kind that is read")]
    Unknown,
    /// It has too many points.
    #[error("{width} by {height} points are too many")]
    TooLarge {
        /// Points from left to right.
        width: u32,
        /// Points from top to bottom.
        height: u32,
    },
    /// It cannot be unpacked.
    #[error("the picture is damaged")]
    Broken(#[source] ImageError),
    /// It takes too long.
    #[error("the picture takes too long to unpack")]
    TooHard,
}

/// A picture, unpacked.
#[derive(Debug)]
pub struct Picture {
    image: DynamicImage,
    orientation: Orientation,
}

impl Picture {
    /// Unpacks a picture; its kind is told by its first bytes alone.
    ///
    /// # Errors
    /// Any [`PictureError`]; what is too large is refused before it is unpacked.
    pub fn read(bytes: &[u8]) -> Result<Self, PictureError> {
        let reader = ImageReader::new(Cursor::new(bytes));
        let mut reader = reader
            .with_guessed_format()
            .map_err(|error| PictureError::Broken(error.into()))?;
        let scans = match reader.format() {
            Some(ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP) => 1,
            Some(ImageFormat::Jpeg) => scans(bytes),
            _ => return Err(PictureError::Unknown),
        };
        let mut limits = Limits::no_limits();
        limits.max_image_width = Some(LONGEST_EDGE);
        limits.max_image_height = Some(LONGEST_EDGE);
        limits.max_alloc = Some(WORKING_MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(refused)?;
        let (width, height) = decoder.dimensions();
        let points = u64::from(width) * u64::from(height);
        let stepwise = scans > PLAIN_SCANS;
        let most = if stepwise { MOST_STEPWISE } else { MOST_POINTS };
        if points > most || decoder.total_bytes() > MOST_MEMORY {
            return Err(PictureError::TooLarge { width, height });
        }
        if points.saturating_mul(scans) > MOST_GONE_OVER {
            return Err(PictureError::TooHard);
        }
        // Without one, or with one that cannot be read, it stands as it is.
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let image = DynamicImage::from_decoder(decoder).map_err(refused)?;
        Ok(Self { image, orientation })
    }

    /// Its width and height as it is looked at, in points.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = (self.image.width(), self.image.height());
        if self.is_turned() {
            (height, width)
        } else {
            (width, height)
        }
    }

    /// Draws it on a background with so many points: three bytes each (red, green, blue), row by row from the top.
    #[must_use]
    pub fn points(&self, width: u32, height: u32, background: [u8; 3]) -> Vec<u8> {
        let (across, down) = if self.is_turned() {
            (height, width)
        } else {
            (width, height)
        };
        let mut small = self.image.thumbnail_exact(across.max(1), down.max(1));
        small.apply_orientation(self.orientation);
        let small = small.into_rgba8();
        let on = |point: &[u8]| -> [u8; 3] {
            let alpha = u32::from(point[3]);
            [0, 1, 2].map(|n| {
                let mixed =
                    u32::from(point[n]) * alpha + u32::from(background[n]) * (255 - alpha) + 127;
                u8::try_from(mixed / 255).unwrap_or(u8::MAX)
            })
        };
        small.as_raw().chunks_exact(4).flat_map(on).collect()
    }

    /// Whether it lies on its side (Exif, orientation).
    fn is_turned(&self) -> bool {
        matches!(
            self.orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        )
    }
}

fn refused(error: ImageError) -> PictureError {
    match error {
        ImageError::Unsupported(_) => PictureError::Unknown,
        error => PictureError::Broken(error),
    }
}

/// How often a JPEG goes over its points, at most: the marker of a scan stands nowhere else (ITU-T T.81 section B.1.1).
fn scans(bytes: &[u8]) -> u64 {
    let scans = bytes.windows(2).filter(|two| *two == [0xff, 0xda]).count();
    u64::try_from(scans).unwrap_or(u64::MAX).max(1)
}

#[cfg(test)]
mod tests;
