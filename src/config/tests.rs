use std::path::Path;

use super::*;
use crate::lang::Lang;

#[test]
fn smoke() {
    let config = Config::built_in();
    println!("{}", config.show());
    let e = Config::parse("x = 1\n[general]\nrefresh_intervall = 3\ntimeout = 'a'\n[keys]\ndown='j'\nup='j'\n[[feeds]]\n title='x'\n\n[[feeds]]\nurl='ftp://x'\n[theme.unraed]\nbold=true", Path::new("c.toml")).unwrap_err();
    println!("{}", e.places(&Lang::plain("en")).unwrap());
}
