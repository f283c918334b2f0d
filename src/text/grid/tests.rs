use proptest::prelude::*;

use super::*;

const WIDTH: usize = 7;
const HEIGHT: usize = 9;

/// A change of a grid.
#[derive(Clone, Debug)]
enum Step {
    /// Some columns of a row are set, each to another value.
    Set(usize, Range<usize>),
    Row(usize),
    Turn(Range<usize>, Range<usize>, i32),
}

fn range(end: usize) -> impl Strategy<Value = Range<usize>> {
    (0..=end, 0..=end).prop_map(|(one, other)| one.min(other)..one.max(other))
}

fn step() -> impl Strategy<Value = Step> {
    // Mostly the same place, as a list is.
    let columns = prop_oneof![3 => Just(2..6), 1 => range(WIDTH)];
    let rows = prop_oneof![3 => Just(1..8), 1 => range(HEIGHT)];
    prop_oneof![
        2 => (0..HEIGHT, range(WIDTH)).prop_map(|(row, columns)| Step::Set(row, columns)),
        1 => (0..HEIGHT).prop_map(Step::Row),
        4 => (columns, rows, -12..12).prop_map(|(columns, rows, down)| Step::Turn(columns, rows, down)),
    ]
}

/// The same with every cell moved.
fn take(rows: &mut [Vec<u32>], step: &Step, next: &mut impl FnMut() -> u32) {
    match step {
        Step::Set(row, columns) => rows[*row][columns.clone()].fill_with(next),
        Step::Row(row) => rows[*row].fill_with(next),
        Step::Turn(columns, place, down) => {
            let before = rows.to_vec();
            let height = i32::try_from(place.len()).unwrap();
            for (n, row) in (0..).zip(place.clone()) {
                let from = place.start + usize::try_from((n - down).rem_euclid(height)).unwrap();
                rows[row][columns.clone()].copy_from_slice(&before[from][columns.clone()]);
            }
        }
    }
}

proptest! {
    #[test]
    fn it_shows_what_a_grid_shows_whose_cells_are_moved(
        steps in prop::collection::vec((step(), 0..HEIGHT, range(WIDTH)), 1..30),
    ) {
        let mut grid = Grid::default();
        grid.clear(WIDTH, HEIGHT, 0_u32);
        let mut rows = vec![vec![0; WIDTH]; HEIGHT];
        let (mut one, mut other) = (0, 0);
        for (step, looked_at, columns) in &steps {
            take(&mut rows, step, &mut || { one += 1; one });
            let mut next = || { other += 1; other };
            match step.clone() {
                Step::Set(row, columns) => grid.part_mut(row, columns).fill_with(next),
                Step::Row(row) => {
                    let cells: Vec<u32> = (0..WIDTH).map(|_| next()).collect();
                    grid.set_row(row, &cells);
                }
                Step::Turn(columns, rows, down) => grid.turn(columns, rows, down),
            }
            for (row, wanted) in rows.iter().enumerate() {
                let row = grid.row(row);
                prop_assert!(row.iter().eq(wanted), "{:?}, not {:?} after {:?}", row, wanted, step);
                let mut copy = [0; WIDTH];
                row.copy_to(&mut copy);
                prop_assert_eq!(&copy, &wanted[..]);
                let columns = 0..=WIDTH;
                let cells = columns.map(|column| row.get(column).copied());
                prop_assert!(cells.eq(wanted.iter().copied().map(Some).chain([None])));
            }
            let part = grid.row(*looked_at).part(columns.clone());
            prop_assert!(part.eq(&rows[*looked_at][columns.clone()]));
        }
        prop_assert_eq!((grid.width(), grid.height()), (WIDTH, HEIGHT));
    }
}
