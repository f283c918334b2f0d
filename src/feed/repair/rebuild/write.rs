//! Writes values into the repaired document.

use url::Url;

use super::super::entity::escape_into;
use super::super::notes::{Note, Said};
use super::super::scan::Tag;
use super::super::value::{Form, attribute, from_base64, joined};
use super::super::vocabulary::{self, Family};
use super::{Gathering, Rebuild, Use};
use crate::model::Fault;

impl<'a> Rebuild<'a> {
    /// Writes the element whose value was gathered, as its name asks for it.
    pub(super) fn end_value(&mut self, at: usize) {
        let Some(gathering) = self.gathering.take() else {
            return;
        };
        if gathering.use_of == Use::LeftOut {
            return;
        }
        let is_line = self.family == Family::Rss && gathering.use_of == Use::Written("title");
        let (mut text, faulty) = gathering.value.text(is_line);
        if gathering.value.has_tags() {
            if matches!(gathering.use_of, Use::Noted(Note::Person(_))) {
                text = gathering.value.person();
            } else if !gathering.may_hold_markup() {
                text = gathering.value.bare();
            }
        }
        if faulty {
            self.warn(at, Fault::BareMarkup);
        }
        let tag = gathering.tag;
        match gathering.use_of {
            // Of two the first is the title: the other has lost its entry, or is somebody else's.
            Use::Written("title") if gathering.is_own && self.is_titled() => {}
            Use::Written(name) => {
                if name == "title" && gathering.is_own && !text.trim().is_empty() {
                    self.note_titled();
                }
                self.write_value(name, &gathering, text);
            }
            Use::Noted(note) if self.family == Family::Atom => {
                let (plain, text) = constructed(&gathering, text);
                self.note(note, tag, &text, plain);
            }
            Use::Noted(note) => self.note(note, tag, &text, false),
            Use::LeftOut => {}
        }
    }

    fn write_value(&mut self, name: &'static str, gathering: &Gathering<'a>, text: String) {
        let tag = gathering.tag;
        match (self.family, name) {
            (Family::Atom, "link") | (_, "atom:link") => self.atom_link(name, tag, &text),
            (Family::Rss, "link") => self.rss_link(tag, &text),
            (Family::Rss, "guid") => self.guid(tag, text),
            (Family::Atom, name) if vocabulary::is_text_construct(name) => {
                self.text_construct(name, gathering, text);
            }
            (_, name) if vocabulary::is_body(name) => self.body(name, tag, "", text),
            (_, name) => self.write(name, "", text.trim()),
        }
    }

    fn guid(&mut self, tag: Tag<'a>, text: String) {
        self.write("guid", "", text.trim());
        let is_link = attribute(tag, "isPermaLink").is_none_or(|is_link| {
            let is_link = is_link.trim_matches(|c: char| !c.is_alphanumeric());
            !["false", "no", "0"]
                .iter()
                .any(|no| is_link.eq_ignore_ascii_case(no))
        });
        if is_link {
            self.note_permalink(text);
        }
    }

    fn text_construct(&mut self, name: &'static str, gathering: &Gathering<'a>, text: String) {
        let (plain, text) = constructed(gathering, text);
        let kind = if plain {
            " type=\"text\""
        } else {
            " type=\"html\""
        };
        if vocabulary::is_body(name) {
            self.body(name, gathering.tag, kind, text);
        } else {
            self.write(name, kind, &text);
        }
    }

    /// Writes the text of an entry. A base of its own goes with it as HTML says it.
    fn body(&mut self, name: &'static str, tag: Tag<'a>, attributes: &str, text: String) {
        if self.in_entry() {
            let language = attribute(tag, "xml:lang");
            self.notes().note_language(language);
        }
        match self.base(tag) {
            Some(base) if text.contains('<') && !attributes.contains("\"text\"") => {
                let mut based = "<base href=\"".to_owned();
                escape_into(&base, &mut based);
                based.extend(["\">", &text]);
                self.write_apart(name, attributes, based);
            }
            _ => self.write_apart(name, attributes, text),
        }
    }

    fn write_apart(&mut self, name: &'static str, attributes: &str, text: String) {
        if text.trim().is_empty() {
            return;
        }
        let key = self.texts.keep(text);
        self.write(name, attributes, &key);
    }

    /// Notes what an element says, of the entry it is in or of the feed.
    pub(super) fn note(&mut self, note: Note, tag: Tag<'a>, text: &str, plain: bool) {
        let base = self.base(tag).and_then(|base| match self.origin {
            Some(origin) => origin.join(&base).ok(),
            None => Url::parse(&base).ok(),
        });
        let said = Said {
            tag,
            text,
            plain,
            base: base.as_ref().or(self.origin),
        };
        self.notes().note(note, &said);
    }

    /// A link; some write its target as text, as RSS does.
    fn atom_link(&mut self, name: &'static str, tag: Tag<'a>, text: &str) {
        let rel = attribute(tag, "rel").map(|rel| relation(&rel));
        let media_type = attribute(tag, "type");
        let is_data =
            |media_type: &String| media_type.contains("xml") && !media_type.contains("html");
        match rel.as_deref() {
            Some("enclosure") => self.note(Note::Enclosure, tag, "", true),
            // Often there is a feed of the comments as well, which is no page.
            Some("replies") if !media_type.as_ref().is_some_and(is_data) => {
                self.note(Note::Comments, tag, "", true);
            }
            _ => {}
        }
        let target = attribute(tag, "href").unwrap_or_else(|| text.to_owned());
        let target = joined(self.base(tag).as_deref(), &target);
        if self.in_rss_entry() && matches!(rel.as_deref(), None | Some("alternate")) {
            self.note_permalink(target.clone());
        }
        let mut attributes = String::new();
        let values = [("href", Some(target)), ("rel", rel), ("type", media_type)];
        for (key, value) in values {
            let Some(value) = value else {
                continue;
            };
            attributes.extend([" ", key, "=\""]);
            escape_into(&value, &mut attributes);
            attributes.push('"');
        }
        self.write(name, &attributes, "");
    }

    fn rss_link(&mut self, tag: Tag<'a>, text: &str) {
        let url = match text.trim() {
            "" => attribute(tag, "href").unwrap_or_default(),
            url => url.to_owned(),
        };
        if !url.is_empty() {
            let url = joined(self.base(tag).as_deref(), &url);
            self.write("link", "", &url);
        }
    }

    /// Writes an element. One that says nothing leaves its place to another of its kind: what has no figure in it is no
    /// date.
    pub(super) fn write(&mut self, name: &'static str, attributes: &str, text: &str) {
        let says_nothing = match name {
            "pubDate" | "published" | "updated" => !text.contains(char::is_numeric),
            "title" | "description" | "content:encoded" | "summary" | "content" => {
                text.trim().is_empty()
            }
            _ => false,
        };
        if says_nothing {
            return;
        }
        self.out.extend(["<", name, attributes, ">"]);
        escape_into(text, &mut self.out);
        self.out.extend(["</", name, ">"]);
        self.note_held(name);
    }
}

/// The name of a relation: those that are registered may be written as addresses (RFC 4287 section 4.2.7.2), and names
/// are the same in any case (RFC 8288 section 3.3).
fn relation(rel: &str) -> String {
    let rel = rel.trim().to_ascii_lowercase();
    let name = rel.rsplit_once("iana.org/assignments/relation/");
    name.map_or_else(|| rel.clone(), |(_, name)| name.to_owned())
}

/// The text of an Atom text construct, and whether it is plain; else it is HTML.
fn constructed(gathering: &Gathering<'_>, text: String) -> (bool, String) {
    match gathering.value.form(gathering.tag) {
        Form::Text => (true, text),
        Form::EscapedMarkup => (false, text),
        Form::Markup => (false, gathering.value.html()),
        Form::Encoded => match from_base64(&text).map(String::from_utf8) {
            Some(Ok(html)) => (false, html),
            // A picture or the like.
            Some(Err(_)) => (true, String::new()),
            None => (true, text),
        },
    }
}
