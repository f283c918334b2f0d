//! The file of the configuration, read or refused.

use super::*;

#[test]
fn a_file_is_read_and_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    fs::write(&path, "[ui]\nmeasure = 50\n").expect("written");
    let config = load_file(&path).expect("a configuration");
    assert_eq!(config.settings.ui.measure, 50);
    assert_eq!(config.origin, Some(path));
}

#[test]
fn a_file_that_is_not_there_is_told_from_a_folder_that_is_not_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = load_file(&folder.path().join("config.toml"));
    assert!(matches!(missing, Err(ConfigError::Missing { .. })));
    let nowhere = load_file(&folder.path().join("none").join("config.toml"));
    assert!(matches!(nowhere, Err(ConfigError::FolderMissing { .. })));
}

#[test]
fn what_is_not_a_file_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let directory = load_file(folder.path());
    assert!(matches!(directory, Err(ConfigError::IsAFolder { .. })));
    let file = folder.path().join("file");
    fs::write(&file, "").expect("written");
    let through = load_file(&file.join("config.toml"));
    assert!(matches!(through, Err(ConfigError::Unreadable { .. })));
}

#[test]
fn a_file_that_is_not_utf8_is_refused_with_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    // "title" in windows-1256 on the third line.
    fs::write(&path, b"# one\n[[feeds]]\ntitle = \"\xe3\xd1\xcd\"\n").expect("written");
    match load_file(&path) {
        Err(ConfigError::NotUtf8 { line, .. }) => assert_eq!(line, 3),
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_a_file_the_built_in_configuration_is_used_unless_one_was_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths = Paths {
        terminals: PathBuf::new(),
        pictures: PathBuf::new(),
        config: folder.path().join("none").join("config.toml"),
        config_named: false,
        database: PathBuf::new(),
        log: PathBuf::new(),
    };
    assert_eq!(open(&paths).expect("built in"), Config::built_in());
    paths.config_named = true;
    assert!(matches!(
        open(&paths),
        Err(ConfigError::FolderMissing { .. })
    ));
}

#[test]
fn each_error_says_what_happened_and_what_to_do() {
    let error = ConfigError::Missing {
        path: PathBuf::from("/home/x/news.toml"),
    };
    assert_eq!(
        Lang::plain("en").explain(&error.phrase()),
        "There is no settings file at /home/x/news.toml. \
         Check the name, or write a new one with newsterm config init."
    );
    let error = Config::parse("[ui]\na = 1\nb = 2", Path::new("c.toml")).expect_err("refused");
    assert_eq!(
        Lang::plain("en").say(&error.phrase()),
        "The settings file c.toml has 2 mistakes."
    );
    assert_eq!(
        error.to_string(),
        "2 mistakes in configuration file c.toml: `ui` has no key `a`"
    );
}
