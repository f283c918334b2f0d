use super::*;

/// Reads sixels back as points: the width and height that they say, and the colour in percent of each point drawn.
fn read(bytes: &[u8]) -> (usize, usize, Vec<Option<[u32; 3]>>) {
    let text = std::str::from_utf8(bytes).unwrap();
    let body = text.strip_prefix("\x1bP0;1;0q\"1;1;").unwrap();
    let body = body.strip_suffix("\x1b\\").unwrap();
    let at = body.find('#').unwrap();
    let (width, height) = body[..at].split_once(';').unwrap();
    let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
    let mut points = vec![None; width * height];
    let (mut colours, mut colour) = (vec![[0; 3]; 256], [0; 3]);
    let (mut row, mut column, mut times) = (0, 0, 1);
    let mut rest = &body[at..];
    let number = |rest: &mut &str| -> usize {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        *rest = after;
        digits.parse().unwrap()
    };
    while let Some(order) = rest.chars().next() {
        rest = &rest[1..];
        match order {
            '#' => {
                let register = number(&mut rest);
                if let Some(defined) = rest.strip_prefix(";2;") {
                    rest = defined;
                    colours[register] = [0; 3].map(|_| {
                        let value = u32::try_from(number(&mut rest)).unwrap();
                        rest = rest.strip_prefix(';').unwrap_or(rest);
                        value
                    });
                }
                colour = colours[register];
            }
            '!' => times = number(&mut rest),
            '$' => column = 0,
            '-' => (row, column) = (row + BAND, 0),
            sixel => {
                let mask = u8::try_from(sixel).unwrap() - b'?';
                for _ in 0..std::mem::replace(&mut times, 1) {
                    for n in (0..BAND).filter(|n| mask & 1 << n != 0) {
                        points[(row + n) * width + column] = Some(colour);
                    }
                    column += 1;
                }
            }
        }
    }
    (width, height, points)
}

/// A picture of 24 by 40 points, which four rows of ten points make: white, but for a red point in each row of cells.
fn dotted() -> Vec<u8> {
    let mut rgb = vec![255; 24 * 40 * 3];
    for row in 0..4 {
        let at = ((row * 10 + 3) * 24 + row * 5) * 3;
        rgb[at..at + 3].copy_from_slice(&[255, 0, 0]);
    }
    rgb
}

#[test]
fn a_picture_comes_out_as_it_is_in_whole_bands() {
    let sixels = Sixels::new(&dotted(), 24, 4, 256);
    let mut bytes = Vec::new();
    sixels.write(&(0..4), &mut bytes);
    let (width, height, points) = read(&bytes);
    assert_eq!(
        (width, height),
        (24, 36),
        "the last four points are no band"
    );
    for (n, point) in points.iter().enumerate() {
        let [red, green, blue] = point.expect("every point is drawn");
        let is_dot = n / 24 % 10 == 3 && n % 24 == n / 240 * 5;
        assert!(red > 95, "{n}");
        assert_eq!((green < 5, blue < 5), (is_dot, is_dot), "{n}");
    }
}

#[test]
fn some_rows_of_cells_are_drawn_alone() {
    let sixels = Sixels::new(&dotted(), 24, 4, 256);
    let mut bytes = Vec::new();
    sixels.write(&(2..3), &mut bytes);
    let (width, height, points) = read(&bytes);
    assert_eq!((width, height), (24, 6));
    let dots: Vec<usize> = (0..points.len())
        .filter(|n| points[*n].unwrap()[1] < 5)
        .collect();
    assert_eq!(dots, [3 * 24 + 10]);
}

#[test]
fn any_rows_of_cells_are_those_of_the_picture() {
    let sixels = Sixels::new(&dotted(), 24, 4, 256);
    for from in 0..4 {
        for to in from + 1..=4 {
            let mut bytes = Vec::new();
            sixels.write(&(from..to), &mut bytes);
            let (width, height, points) = read(&bytes);
            assert_eq!((width, height), (24, usize::from(to - from) * 10 / 6 * 6));
            let dots: Vec<usize> = (0..points.len())
                .filter(|n| points[*n].unwrap()[1] < 5)
                .collect();
            let rows = usize::from(from)..usize::from(to);
            let drawn = rows
                .map(|row| ((row - usize::from(from)) * 10 + 3) * 24 + row * 5)
                .filter(|dot| *dot < height * 24);
            assert_eq!(dots, drawn.collect::<Vec<_>>(), "{from}..{to}");
        }
    }
}

#[test]
fn no_more_colours_are_used_than_the_terminal_has() {
    let rgb: Vec<u8> = (0..96 * 96_u32)
        .flat_map(|n| [n / 96 * 2, n % 96 * 2, 128].map(|value| u8::try_from(value).unwrap()))
        .collect();
    let mut bytes = Vec::new();
    Sixels::new(&rgb, 96, 6, 16).write(&(0..6), &mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("#15;2;") && !text.contains("#16"));
}
