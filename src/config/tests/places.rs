//! Where the files of the program are.

use super::*;

fn environment(variables: &[(&str, &str)]) -> Environment {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), value.into());
    Environment {
        variables: variables.iter().map(owned).collect::<BTreeMap<_, _>>(),
        folders: Some(Folders {
            config: PathBuf::from("/c"),
            data: PathBuf::from("/d"),
            cache: PathBuf::from("/k"),
            state: Some(PathBuf::from("/s")),
        }),
        downloads: None,
    }
}

#[test]
fn files_are_where_the_platform_has_them() {
    let paths = Paths::resolve(None, &environment(&[])).expect("a home");
    assert_eq!(paths.config, Path::new("/c/config.toml"));
    assert!(!paths.config_named);
    assert_eq!(paths.database, Path::new("/d/newsterm.db"));
    assert_eq!(paths.pictures, Path::new("/k/pictures"));
    assert_eq!(paths.log, Path::new("/s/newsterm.log"));
}

#[test]
fn the_flag_goes_before_the_variable_and_the_variable_before_the_platform() {
    let variables = environment(&[
        ("NEWSTERM_CONFIG", "/v.toml"),
        ("NEWSTERM_DATA", "/vd"),
        ("NEWSTERM_STATE", "/vs"),
    ]);
    let paths = Paths::resolve(None, &variables).expect("a home");
    assert_eq!(paths.config, Path::new("/v.toml"));
    assert!(paths.config_named);
    assert_eq!(paths.database, Path::new("/vd/newsterm.db"));
    assert_eq!(paths.pictures, Path::new("/vd/pictures"));
    assert_eq!(paths.log, Path::new("/vs/newsterm.log"));
    let flag = Paths::resolve(Some(Path::new("f.toml")), &variables).expect("a home");
    assert_eq!(flag.config, Path::new("f.toml"));
}

#[cfg(unix)]
#[test]
fn a_path_need_not_be_utf8() {
    use std::os::unix::ffi::OsStringExt;
    let path = std::ffi::OsString::from_vec(b"/\xe3.toml".to_vec());
    let mut environment = environment(&[]);
    let name = Paths::CONFIG_VARIABLE.to_owned();
    environment.variables.insert(name, path.clone());
    let paths = Paths::resolve(None, &environment).expect("a home");
    assert_eq!(paths.config.as_os_str(), path);
}

#[test]
fn an_empty_variable_is_not_set() {
    let paths = Paths::resolve(None, &environment(&[("NEWSTERM_CONFIG", "")]));
    assert_eq!(paths.expect("a home").config, Path::new("/c/config.toml"));
}

#[test]
fn the_log_lies_with_the_data_where_there_is_no_folder_for_state() {
    let mut environment = environment(&[]);
    if let Some(folders) = &mut environment.folders {
        folders.state = None;
    }
    let paths = Paths::resolve(None, &environment).expect("a home");
    assert_eq!(paths.log, Path::new("/d/newsterm.log"));
}

#[test]
fn without_a_home_every_folder_must_be_named() {
    let mut homeless = Environment::default();
    let unnamed = Paths::resolve(None, &homeless);
    assert!(matches!(unnamed, Err(ConfigError::NoHome)));
    homeless.variables = environment(&[("NEWSTERM_DATA", "/d")]).variables;
    let half_named = Paths::resolve(None, &homeless);
    assert!(matches!(half_named, Err(ConfigError::NoHome)));
    let paths = Paths::resolve(Some(Path::new("c.toml")), &homeless).expect("all named");
    assert_eq!(paths.log, Path::new("/d/newsterm.log"));
}

#[test]
fn the_locale_is_the_first_that_is_set() {
    assert_eq!(environment(&[]).locale(), "");
    let some = [
        ("LANG", "en_GB.UTF-8"),
        ("LC_MESSAGES", "fa"),
        ("LC_ALL", ""),
    ];
    assert_eq!(environment(&some).locale(), "fa");
}
