//! Pages in the dress of forty kinds of sites: the article is whole, once, and alone.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// A page of `tests/data/pages`. Its first lines tell its language, what its article has, each once, and what it lacks;
/// `{title}` and `{1}` to `{6}` stand for the texts of the file of that language.
struct Site {
    name: String,
    html: String,
    has: Vec<String>,
    lacks: Vec<String>,
}

impl Site {
    fn read(path: &Path) -> Self {
        let page = fs::read_to_string(path).unwrap();
        let mut lines = page.lines();
        let mut head = |name: &str| {
            let line = lines.next().unwrap();
            let line = line.strip_prefix(&format!("<!-- {name}")).unwrap();
            line.strip_suffix("-->").unwrap().trim().to_owned()
        };
        let (language, has, lacks) = (head(""), head("has:"), head("lacks:"));
        let texts = path.with_file_name(format!("{language}.txt"));
        let texts = fs::read_to_string(texts).unwrap();
        let filled = |text: &str| {
            let names = ["{title}", "{1}", "{2}", "{3}", "{4}", "{5}", "{6}"];
            let texts = names.iter().zip(texts.lines());
            texts.fold(text.to_owned(), |text, (name, words)| {
                text.replace(name, words)
            })
        };
        let all = |list: &str| {
            let fragments = list.split(" | ").filter(|fragment| !fragment.is_empty());
            fragments.map(filled).collect()
        };
        Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            html: filled(&lines.collect::<Vec<_>>().join("\n")),
            has: all(&has),
            lacks: all(&lacks),
        }
    }
}

fn sites() -> Vec<Site> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages");
    let files = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "html"));
    paths.sort();
    paths.iter().map(|path| Site::read(path)).collect()
}

/// However it is spaced.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_article_of_a_page_is_whole_and_alone_whatever_its_site_puts_around_it() {
    let sites = sites();
    assert!(sites.len() >= 40);
    let mut faults = Vec::new();
    for site in &sites {
        let text = match article(&page(&*site.html, Some("text/html")), &Cut::default()) {
            Ok(article) => squeezed(&text(&article)),
            Err(error) => error.to_string(),
        };
        for fragment in &site.has {
            let times = text.matches(&squeezed(fragment)).count();
            if times != 1 {
                faults.push(format!("{}: {times} times {fragment:.40}", site.name));
            }
        }
        for fragment in &site.lacks {
            if text.contains(&squeezed(fragment)) {
                faults.push(format!("{}: has {fragment}", site.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
