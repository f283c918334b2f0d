use tempfile::{TempDir, tempdir};

use super::*;

const URL: &str = "https://a.example/a.mp3";

fn take(folder: &TempDir, url: &str) -> Result<PartFile, DownloadError> {
    PartFile::take(folder.path(), url, "a.mp3")
}

/// A part of five bytes of ten.
fn begun(folder: &TempDir) -> PartFile {
    let notes = Notes {
        address: digest::of_address(URL),
        name: "b.mp3".to_owned(),
        validator: Some("\"1\"".to_owned()),
        total: Some(10),
        page: false,
    };
    let part = take(folder, URL).unwrap().begin(notes).unwrap();
    part.append(b"01234").unwrap()
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn a_part_is_taken_up_where_it_ended() {
    let folder = tempdir().unwrap();
    drop(begun(&folder));
    let part = take(&folder, URL).unwrap();
    let known = Part {
        length: 5,
        validator: Some("\"1\"".to_owned()),
        total: Some(10),
    };
    assert_eq!(part.known(), known);
    let part = part.append(b"56789").unwrap();
    assert!(part.is_whole());
    let path = part.finish().unwrap();
    assert_eq!(path, folder.path().join("b.mp3"));
    assert_eq!(fs::read(path).unwrap(), b"0123456789");
    assert_eq!(names(&folder), ["b.mp3"]);
}

#[test]
fn a_part_has_one_writer_and_another_address_another_part() {
    let folder = tempdir().unwrap();
    let first = begun(&folder);
    let error = take(&folder, URL).unwrap_err();
    assert!(matches!(error, DownloadError::Busy { .. }), "{error:?}");
    let other = take(&folder, "https://b.example/a.mp3").unwrap();
    assert_eq!(other.known(), Part::default());
    drop((first, other));
    assert_eq!(names(&folder), ["a.mp3.part", "a.mp3.part.json"]);
}

#[test]
fn what_was_finished_while_it_was_opened_is_not_written_to() {
    let folder = tempdir().unwrap();
    let part = begun(&folder);
    let path = part.path.clone();
    let notes = fs::read(beside(&path)).unwrap();
    part.append(b"56789").unwrap().finish().unwrap();
    // Its notes are still there for the other one, who has read them before.
    fs::write(beside(&path), notes).unwrap();
    assert!(PartFile::found(path).unwrap().is_none());
    assert_eq!(
        fs::read(folder.path().join("b.mp3")).unwrap(),
        b"0123456789"
    );
}

#[test]
fn no_file_that_is_there_is_written_over() {
    let folder = tempdir().unwrap();
    for name in ["a.mp3.part", "b.mp3", "b (2).mp3"] {
        fs::write(folder.path().join(name), name).unwrap();
    }
    let path = begun(&folder).finish().unwrap();
    assert_eq!(path, folder.path().join("b (3).mp3"));
    for name in ["a.mp3.part", "b.mp3", "b (2).mp3"] {
        assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), name);
    }
}

#[test]
fn notes_that_cannot_be_read_or_name_another_place_lead_nowhere() {
    for notes in [
        "",
        "{",
        "[]",
        &format!("{{\"address\":\"{}\"}}", digest::of_address(URL)),
        &"[".repeat(100_000),
    ] {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("a.mp3.part"), "theirs").unwrap();
        fs::write(folder.path().join("a.mp3.part.json"), notes).unwrap();
        let part = take(&folder, URL).unwrap();
        assert_eq!(part.known(), Part::default(), "{notes:.40}");
        assert_eq!(part.path, folder.path().join("a (2).mp3.part"));
    }
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("a.mp3.part"), "01234").unwrap();
    let address = digest::of_address(URL);
    let notes = format!(
        "{{\"address\":\"{address}\",\"name\":\"../../.profile\",\"validator\":null,\"total\":5}}"
    );
    fs::write(folder.path().join("a.mp3.part.json"), notes).unwrap();
    let path = take(&folder, URL).unwrap().finish().unwrap();
    assert_eq!(path, folder.path().join("profile"));
}

#[test]
fn a_part_longer_than_the_whole_begins_anew() {
    let folder = tempdir().unwrap();
    drop(begun(&folder).append(b"56789and more").unwrap());
    assert_eq!(take(&folder, URL).unwrap().length(), 0);
}

#[test]
fn a_link_in_place_of_a_part_is_not_followed() {
    let folder = tempdir().unwrap();
    drop(begun(&folder));
    let (part, mine) = (folder.path().join("a.mp3.part"), folder.path().join("mine"));
    fs::rename(&part, &mine).unwrap();
    std::os::unix::fs::symlink(&mine, &part).unwrap();
    let part = take(&folder, URL).unwrap().append(b"x").unwrap();
    assert_ne!(part.path, folder.path().join("a.mp3.part"));
    assert_eq!(fs::read(mine).unwrap(), b"01234");
}

#[test]
fn notes_are_written_over_no_file_and_through_no_link() {
    let folder = tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("mine"), "mine").unwrap();
    fs::write(at("a.mp3 (2).part.new"), "mine too").unwrap();
    std::os::unix::fs::symlink(at("mine"), at("a.mp3.part.new")).unwrap();
    let path = begun(&folder).append(b"56789").unwrap().finish().unwrap();
    assert_eq!(path, at("b.mp3"));
    let read = |name: &str| fs::read_to_string(at(name)).unwrap();
    assert_eq!(read("mine"), "mine");
    assert_eq!(read("a.mp3 (2).part.new"), "mine too");
    let others = ["a.mp3 (2).part.new", "a.mp3.part.new", "b.mp3", "mine"];
    assert_eq!(names(&folder), others);
    // A link that leads nowhere is there as well.
    std::os::unix::fs::symlink(at("nothing"), at("a.mp3.part.json")).unwrap();
    drop(begun(&folder));
    assert!(
        fs::symlink_metadata(at("a.mp3.part.json"))
            .unwrap()
            .is_symlink()
    );
}

#[test]
fn notes_that_are_a_pipe_are_not_waited_for() {
    let folder = tempdir().unwrap();
    let pipe = folder.path().join("x.part.json");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let (told, done) = std::sync::mpsc::channel();
    let at = folder.path().to_owned();
    std::thread::spawn(move || told.send(PartFile::take(&at, URL, "a.mp3").is_ok()));
    let patience = std::time::Duration::from_secs(20);
    assert_eq!(done.recv_timeout(patience), Ok(true));
}

#[test]
fn nothing_empty_stays() {
    let folder = tempdir().unwrap();
    drop(take(&folder, URL).unwrap());
    assert_eq!(names(&folder), [""; 0]);
    begun(&folder).discard();
    assert_eq!(names(&folder), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_part_stays() {
    let folder = tempdir().unwrap();
    let mut part = begun(&folder);
    part.file = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let error = part.append(b"56789").unwrap_err();
    assert!(
        matches!(&error, DownloadError::Write { source, .. } if source.kind() == ErrorKind::StorageFull),
        "{error:?}"
    );
    let words = crate::runtime::report::download(&error);
    assert!(matches!(words, crate::lang::Phrase::FileDiskFull { .. }));
    assert_eq!(
        fs::read(folder.path().join("a.mp3.part")).unwrap(),
        b"01234"
    );
}

#[test]
fn a_folder_that_nobody_may_write_is_told() {
    let path = Path::new("/a/b.part").to_owned();
    for kind in [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem] {
        let source = kind.into();
        let path = path.clone();
        let words = crate::runtime::report::download(&DownloadError::Write { path, source });
        assert!(matches!(words, crate::lang::Phrase::FileReadOnly { .. }));
    }
}

#[test]
fn notes_keep_no_password_of_an_address() {
    let folder = tempdir().unwrap();
    let part = take(&folder, "https://ann:secret@a.example/a.mp3?token=hidden").unwrap();
    let notes = fs::read_to_string(beside(&part.path)).unwrap();
    assert!(
        !notes.contains("secret") && !notes.contains("hidden"),
        "{notes}"
    );
}
