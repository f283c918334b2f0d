# The recipes of newsterm: `just` lists them. None is needed to build, run or test; cargo alone does that.

_default:
    @just --list --unsorted

# What every change must pass, exactly as the CI runs it.
check:
    cargo fmt --check
    cargo clippy --all-targets --test fribidi -- -D warnings
    cargo test
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# The reader, on your own feeds.
run *ARGS:
    cargo run --release -- {{ARGS}}

# The reader on the feeds of the tests, served from this machine; nothing of yours is touched.
demo *ARGS:
    cargo build --release
    tests/demo/run {{ARGS}}

# The picture of the README, from a real run in xterm (needs Xvfb, xterm, ImageMagick and DejaVu fonts).
picture:
    cargo build --release
    tests/demo/picture docs/newsterm.png

# Pictures of the demo in real terminals, to be looked at (needs Xvfb, xdotool, ImageMagick, DejaVu fonts and the terminals).
terminals *NAMES:
    cargo build --release
    tests/terminals/run {{NAMES}}

# New pictures of screens and errors; read them before you commit them.
snap:
    INSTA_UPDATE=always cargo test
    git diff --stat -- '*.snap'

# The counts of the Unicode conformance tests.
conformance:
    cargo test --test main conformance -- --nocapture

# Order and shapes of generated lines beside the program fribidi (Debian: libfribidi-bin).
fribidi CASES="20000":
    PROPTEST_CASES={{CASES}} cargo test --test fribidi -- --nocapture

# The rows for terminals, simulated: what reorders shows every row as given.
rows CASES="200000":
    PROPTEST_CASES={{CASES}} cargo test --release --lib term::encode

# Strings of every kind through the text engine, mutated feeds and bodies to articles: no panic, nothing but text comes out.
fuzz CASES="1000000":
    PROPTEST_CASES={{CASES}} cargo test --release --test main fuzz -- --nocapture

# A corpus of public feeds with expectations: how many are read so (needs python3).
corpus FOLDER="../shared/corpus" LEAST="0" *MORE:
    cargo build
    tests/corpus/run target/debug/newsterm {{FOLDER}} {{LEAST}} {{MORE}}

# The benchmarks; ratios of one run count, milliseconds do not.
bench *FILTER:
    cargo bench --benches -- {{FILTER}}

# A writer killed in the middle of its work, many times: no mark may be lost.
deaths TIMES="100":
    NEWSTERM_TEST_DEATHS={{TIMES}} cargo test --test main sudden_death -- --nocapture

# The cache on a disk of two megabytes that fills up (needs the right to mount).
full-disk:
    tests/full-disk

# Licences and advisories of the dependencies (needs cargo-deny).
deny:
    cargo deny check

# The program as packages ship it.
release:
    cargo build --profile dist
