//! The few colours that stand for the many of a picture, by median cut (Heckbert, "Color Image Quantization for Frame
//! Buffer Display", 1982).

/// Bits a channel by which colours are told apart.
const BITS: u32 = 5;
/// Colours told apart.
const BINS: usize = 1 << (3 * BITS);

/// Some colours, and which of them is nearest to each colour.
#[derive(Clone, Debug)]
pub(super) struct Palette {
    pub(super) colours: Vec<[u8; 3]>,
    nearest: Vec<u8>,
}

/// Colours that are yet one.
struct Crowd {
    bins: Vec<u16>,
    points: u64,
}

impl Palette {
    /// Finds at most `most` colours, 256 at most, for points of three bytes each.
    pub(super) fn of(rgb: &[u8], most: usize) -> Self {
        let mut counts = vec![0_u64; BINS];
        for point in rgb.chunks_exact(3) {
            counts[bin([point[0], point[1], point[2]])] += 1;
        }
        let used = (0..BINS).filter(|bin| counts[*bin] > 0);
        let bins: Vec<u16> = used.filter_map(|bin| u16::try_from(bin).ok()).collect();
        let crowds = cut(bins, &counts, most.clamp(2, 256));
        let colours: Vec<[u8; 3]> = crowds.iter().map(|crowd| middle(crowd, &counts)).collect();
        let nearest = (0..BINS)
            .map(|bin| nearest(colour(bin), &colours))
            .collect();
        Self { colours, nearest }
    }

    /// The place of the colour nearest to one.
    pub(super) fn nearest(&self, colour: [u8; 3]) -> u8 {
        self.nearest[bin(colour)]
    }
}

fn bin(colour: [u8; 3]) -> usize {
    colour.iter().fold(0, |bin, channel| {
        bin << BITS | usize::from(channel >> (8 - BITS))
    })
}

/// The colour in the middle of those told as one.
fn colour(bin: usize) -> [u8; 3] {
    [2, 1, 0].map(|channel| {
        let step = bin >> (channel * BITS) & ((1 << BITS) - 1);
        u8::try_from(step << (8 - BITS) | 1 << (7 - BITS)).unwrap_or(u8::MAX)
    })
}

/// Cuts the crowd with the most points in two, along the channel in which it is widest, until there are enough.
fn cut(bins: Vec<u16>, counts: &[u64], most: usize) -> Vec<Crowd> {
    let points = |bins: &[u16]| bins.iter().map(|bin| counts[usize::from(*bin)]).sum();
    let mut crowds = vec![Crowd {
        points: points(&bins),
        bins,
    }];
    while crowds.len() < most {
        let largest = (0..crowds.len())
            .filter(|&n| crowds[n].bins.len() > 1)
            .max_by_key(|&n| crowds[n].points);
        let Some(largest) = largest else { break };
        let mut crowd = crowds.swap_remove(largest);
        let channel = widest(&crowd.bins);
        crowd
            .bins
            .sort_unstable_by_key(|bin| colour(usize::from(*bin))[channel]);
        let mut before = 0;
        let half = crowd.bins.iter().position(|bin| {
            before += counts[usize::from(*bin)];
            before * 2 >= crowd.points
        });
        let at = half.map_or(1, |half| half + 1).min(crowd.bins.len() - 1);
        let rest = crowd.bins.split_off(at);
        for bins in [crowd.bins, rest] {
            crowds.push(Crowd {
                points: points(&bins),
                bins,
            });
        }
    }
    crowds
}

fn widest(bins: &[u16]) -> usize {
    let width = |channel: &usize| {
        let values = bins.iter().map(|bin| colour(usize::from(*bin))[*channel]);
        let (least, most) = values.fold((u8::MAX, 0), |(least, most), value| {
            (least.min(value), most.max(value))
        });
        most.saturating_sub(least)
    };
    (0..3).max_by_key(width).unwrap_or_default()
}

fn middle(crowd: &Crowd, counts: &[u64]) -> [u8; 3] {
    [0, 1, 2].map(|channel| {
        let all = crowd.bins.iter().map(|bin| {
            let bin = usize::from(*bin);
            u64::from(colour(bin)[channel]) * counts[bin]
        });
        u8::try_from(all.sum::<u64>() / crowd.points.max(1)).unwrap_or(u8::MAX)
    })
}

fn nearest(wanted: [u8; 3], colours: &[[u8; 3]]) -> u8 {
    let distance = |colour: &[u8; 3]| -> u32 {
        (0..3)
            .map(|n| u32::from(wanted[n].abs_diff(colour[n])).pow(2))
            .sum()
    };
    let found = (0..colours.len()).min_by_key(|&n| distance(&colours[n]));
    found.and_then(|n| u8::try_from(n).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_few_colours_keeps_them() {
        let colours = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [0, 0, 0], [255; 3]];
        let points: Vec<u8> = (0..500).flat_map(|n| colours[n % 5]).collect();
        let palette = Palette::of(&points, 16);
        assert_eq!(palette.colours.len(), 5);
        for colour in colours {
            let found = palette.colours[usize::from(palette.nearest(colour))];
            let off = (0..3).map(|n| found[n].abs_diff(colour[n])).max();
            assert!(off <= Some(1 << (8 - BITS)), "{colour:?} is {found:?}");
        }
    }

    #[test]
    fn there_are_no_more_colours_than_asked_for() {
        let points: Vec<u8> = (0..=255).flat_map(|n| [n, 255 - n, n / 2]).collect();
        for most in [2, 16, 256] {
            let palette = Palette::of(&points, most);
            assert!(palette.colours.len() <= most);
            assert!(!palette.colours.is_empty());
        }
        assert!(Palette::of(&[], 256).colours.len() <= 1);
    }
}
