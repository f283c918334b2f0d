//! The program: see [`newsterm::cli`].

fn main() -> std::process::ExitCode {
    newsterm::cli::main()
}
