//! Whether the terminal's background is dark or light.

use crate::config::Background;

/// The luma from which on a background counts as light: half of white's, in thousandths of a channel step.
const LIGHT: u32 = 128_000;

/// Judges a colour of three 8-bit channels by its luma (ITU-R BT.601).
pub(super) fn of_color([red, green, blue]: [u8; 3]) -> Background {
    let luma = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    if luma < LIGHT {
        Background::Dark
    } else {
        Background::Light
    }
}

/// Reads `COLORFGBG` ("15;0"), whose last field is the background in the 16-colour palette.
pub(super) fn of_colorfgbg(value: &str) -> Option<Background> {
    match value.rsplit(';').next().map(str::parse::<u8>) {
        Some(Ok(7 | 9..=15)) => Some(Background::Light),
        Some(Ok(0..=6 | 8)) => Some(Background::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_background_is_judged_by_brightness() {
        assert_eq!(of_color([0, 0, 0]), Background::Dark);
        assert_eq!(of_color([0, 0x2b, 0x36]), Background::Dark);
        assert_eq!(of_color([0xfd, 0xf6, 0xe3]), Background::Light);
        // Pure blue is dark to the eye, pure green is light.
        assert_eq!(of_color([0, 0, 255]), Background::Dark);
        assert_eq!(of_color([0, 255, 0]), Background::Light);
    }

    #[test]
    fn colorfgbg_names_the_background_last() {
        assert_eq!(of_colorfgbg("15;0"), Some(Background::Dark));
        assert_eq!(of_colorfgbg("0;15"), Some(Background::Light));
        assert_eq!(of_colorfgbg("0;default;15"), Some(Background::Light));
        assert_eq!(of_colorfgbg("15;default"), None);
    }
}
