//! Writes the document anew, element by element.

mod place;
mod write;

use url::Url;

use super::Repaired;
use super::entity::decoded;
use super::notes::{Note, Notes};
use super::scan::{Tag, Token};
use super::texts::Texts;
use super::value::{Value, attribute, joined, local};
use super::vocabulary::{self, Aside, Family, Namespace, Place, Role};
use super::warnings::Warnings;
use crate::model::Fault;

/// How deep elements may be nested; feeds need less than ten levels.
const DEEPEST: usize = 100;

/// How many namespaces may be declared at a time; feeds need less than twenty.
const MOST_DECLARATIONS: usize = 256;

/// How many entries are read; the largest feeds have some thousands.
const MOST_ENTRIES: usize = 50_000;

/// How long a base may be, in bytes: it is written with every text it holds for.
const LONGEST_BASE: usize = 500;

/// The namespaces that names of the repaired document use.
const NAMESPACES: &str = " xmlns:atom=\"http://www.w3.org/2005/Atom\" \
                          xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
                          xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

/// An element that is open in the original.
#[derive(Debug)]
struct Open<'a> {
    /// Its name in the original, with prefix.
    original: &'a str,
    /// Its name in the repaired document; `None` where it is not written.
    written: Option<&'static str>,
    /// The names of the elements written in it.
    holds: Vec<&'static str>,
    /// It has a title of its own, for which nothing stands in any more.
    titled: bool,
    /// How many namespace declarations there were before it.
    declarations: usize,
    /// The `xml:base` in force in it.
    base: Option<String>,
    /// Its own elements are read apart.
    aside: Option<Aside>,
    /// Its identifier, where that is the address of its page too (RSS 2.0 `guid`, RSS 1.0 `rdf:about`).
    permalink: Option<String>,
}

impl Open<'_> {
    fn is_entry(&self) -> bool {
        self.written.is_some_and(vocabulary::is_entry)
    }
}

/// An element whose value is being gathered.
#[derive(Debug)]
struct Gathering<'a> {
    tag: Tag<'a>,
    use_of: Use,
    /// It is the element of this use, not one that stands in for it.
    is_own: bool,
    /// Elements of the same name open in it.
    nested: usize,
    value: Value<'a>,
}

/// What is done with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It is written under this name.
    Written(&'static str),
    Noted(Note),
    LeftOut,
}

impl Gathering<'_> {
    /// Whether tags in it are part of what it says.
    fn may_hold_markup(&self) -> bool {
        match self.use_of {
            Use::Written(name) => name == "title" || vocabulary::is_body(name),
            Use::Noted(note) => note.is_prose() || note == Note::Category,
            Use::LeftOut => true,
        }
    }

    /// Whether markup in it is expected, so that only the end of its entry ends it early.
    fn is_prose(&self) -> bool {
        match self.use_of {
            Use::Written(name) => vocabulary::is_body(name),
            Use::Noted(note) => note.is_prose(),
            Use::LeftOut => true,
        }
    }
}

/// The repaired document so far.
#[derive(Debug)]
pub(super) struct Rebuild<'a> {
    family: Family,
    out: String,
    texts: Texts,
    open: Vec<Open<'a>>,
    /// Prefixes and what they mean, innermost last.
    declarations: Vec<(&'a str, Namespace)>,
    gathering: Option<Gathering<'a>>,
    warnings: Warnings<'a>,
    /// Where the document came from.
    origin: Option<&'a Url>,
    /// The prefix of the root element, whose elements are the feed's whatever it is declared as.
    own_prefix: &'a str,
    feed: Notes,
    entries: Vec<Notes>,
    /// Where the entry that was opened last begins in `out`.
    entry_start: usize,
}

impl<'a> Rebuild<'a> {
    /// Begins a document with the elements that must be in it, whether the original has them or not.
    pub(super) fn new(
        text: &'a str,
        (root, family): (Tag<'a>, Family),
        origin: Option<&'a Url>,
    ) -> Self {
        let mut out = String::with_capacity(1024);
        out.push_str(match family {
            Family::Rss => "<rss version=\"2.0\"",
            Family::Atom => "<feed xmlns=\"http://www.w3.org/2005/Atom\"",
        });
        out.push_str(NAMESPACES);
        out.push_str(match family {
            Family::Rss => "><channel>",
            Family::Atom => ">",
        });
        Self {
            family,
            out,
            texts: Texts::default(),
            open: Vec::new(),
            declarations: Vec::new(),
            gathering: None,
            warnings: Warnings::new(text),
            origin,
            own_prefix: own_prefix(root.name),
            feed: Notes::default(),
            entries: Vec::new(),
            entry_start: 0,
        }
    }

    pub(super) fn warn(&mut self, at: usize, fault: Fault) {
        self.warnings.note(at, fault);
    }

    /// Takes the next token, which ends at byte `at` of the original.
    pub(super) fn take(&mut self, token: Token<'a>, at: usize) {
        if self.ends_early(token) {
            self.warn(at, Fault::MissingEnd);
            self.end_value(at);
        }
        if self.gathering.is_some() {
            self.gather(token, at);
            return;
        }
        match token {
            Token::Start(tag) => self.start(tag, at),
            Token::End(name) => self.end(name, at),
            Token::Text(text) | Token::Cdata(text) => self.loose_text(text),
        }
    }

    /// Text between elements means nothing in a feed, but where a person should have a `name` in Atom.
    fn loose_text(&mut self, raw: &str) {
        let in_person = self.place() == Place::In(Aside::Person);
        if in_person && !raw.trim().is_empty() && !self.notes().has_name() {
            let name = decoded(raw).0;
            self.notes().name(&name);
        }
    }

    /// Gives the document with all that is open closed. An entry that is open at the end is not whole.
    pub(super) fn finish(mut self) -> Repaired {
        let end = self.warnings.end();
        if let Some(entry) = self.open.iter().position(Open::is_entry) {
            self.warn(end, Fault::Truncated);
            self.out.truncate(self.entry_start);
            self.entries.pop();
            self.open.truncate(entry);
        } else if self.gathering.is_some() || !self.open.is_empty() {
            self.warn(end, Fault::Truncated);
            self.end_value(end);
        }
        self.close_to(0);
        self.out.push_str(match self.family {
            Family::Rss => "</channel></rss>",
            Family::Atom => "</feed>",
        });
        let (warnings, more_warnings) = self.warnings.into_parts();
        Repaired {
            document: self.out,
            texts: self.texts,
            feed: self.feed,
            entries: self.entries,
            warnings,
            more_warnings,
        }
    }

    /// Whether a token shows that the end tag of the value being gathered is missing.
    fn ends_early(&self, token: Token<'a>) -> bool {
        let Some(gathering) = &self.gathering else {
            return false;
        };
        match token {
            Token::Start(tag) => match self.role(tag.name) {
                Role::Container(name) if vocabulary::is_entry(name) => true,
                Role::Skipped | Role::Transparent | Role::Opening(_) => false,
                _ => !gathering.is_prose() && !same(tag.name, gathering.tag.name),
            },
            Token::End(name) => {
                vocabulary::holds_entries(local(name)) && !same(name, gathering.tag.name)
            }
            Token::Text(_) | Token::Cdata(_) => false,
        }
    }

    fn gather(&mut self, token: Token<'a>, at: usize) {
        let Some(gathering) = &mut self.gathering else {
            return;
        };
        match token {
            Token::End(name) if same(name, gathering.tag.name) => {
                if gathering.nested == 0 {
                    self.end_value(at);
                    return;
                }
                gathering.nested -= 1;
            }
            Token::Start(tag) if same(tag.name, gathering.tag.name) && !tag.empty => {
                gathering.nested += 1;
            }
            _ => {}
        }
        // What is left out needs no copy.
        if gathering.use_of != Use::LeftOut {
            gathering.value.push(token);
        }
    }

    fn start(&mut self, tag: Tag<'a>, at: usize) {
        let declarations = self.declarations.len();
        self.declare(tag);
        let role = self.role(tag.name);
        if let Role::Container(name) = role
            && vocabulary::is_entry(name)
        {
            self.end_entry(at);
        }
        match role {
            Role::Container(_) | Role::Transparent | Role::Opening(_) | Role::Aside(_)
                if self.open.len() >= DEEPEST =>
            {
                self.warn(at, Fault::TooDeep);
                self.begin_value(tag, Role::Skipped, declarations);
            }
            Role::Container(_) if self.entries.len() >= MOST_ENTRIES => {
                self.warn(at, Fault::TooMany);
                self.begin_value(tag, Role::Skipped, declarations);
            }
            Role::Container(name) => self.open(tag, Some(name), declarations),
            Role::Transparent => self.open(tag, None, declarations),
            Role::Opening(note) => {
                self.open(tag, None, declarations);
                self.note(note, tag, "", true);
            }
            Role::Aside(aside) => {
                self.open(tag, None, declarations);
                self.set_aside(aside);
                if aside == Aside::Image {
                    self.note(Note::Image(3), tag, "", true);
                }
            }
            role => self.begin_value(tag, role, declarations),
        }
        if tag.empty {
            self.end(tag.name, at);
        }
    }

    fn end(&mut self, name: &'a str, at: usize) {
        if self.gathering.is_some() {
            self.end_value(at);
            return;
        }
        match self.open.iter().rposition(|open| same(open.original, name)) {
            Some(place) => {
                if place + 1 < self.open.len() {
                    self.warn(at, Fault::MissingEnd);
                }
                self.close_to(place);
            }
            None => self.warn(at, Fault::StrayEnd),
        }
    }

    /// Whether an element that the other family calls its entries so says something of the entry it stands in: only one
    /// of the same name can be the next, where an end tag is missing.
    fn is_said_of_entry(&self, entry: &str, name: &str) -> bool {
        let is_foreign = vocabulary::is_entry(entry) && !same(entry, name);
        let mut open = self.open.iter();
        let around = open.find(|open| is_foreign && open.is_entry());
        around.is_some_and(|open| !same(local(open.original), name))
    }

    /// Closes the entry that is open, when the next begins before its end tag.
    fn end_entry(&mut self, at: usize) {
        if let Some(place) = self.open.iter().position(Open::is_entry) {
            self.warn(at, Fault::MissingEnd);
            self.close_to(place);
        }
    }

    fn open(&mut self, tag: Tag<'a>, written: Option<&'static str>, declarations: usize) {
        if written.is_some_and(vocabulary::is_entry) {
            self.entry_start = self.out.len();
            self.entries.push(Notes::default());
        }
        if written.is_some_and(vocabulary::is_entry) || !self.in_entry() {
            let language = attribute(tag, "xml:lang");
            self.notes_to_be(written).note_language(language);
        }
        if let Some(name) = written {
            self.note_held(name);
            self.out.extend(["<", name, ">"]);
        }
        self.open.push(Open {
            original: tag.name,
            written,
            holds: Vec::new(),
            titled: false,
            declarations,
            base: self.base(tag),
            aside: None,
            permalink: None,
        });
        // RDF may have any prefix.
        let mut attributes = tag.attributes();
        let about = attributes.find(|(name, _)| local(name).eq_ignore_ascii_case("about"));
        if let Some((_, about)) = about.filter(|_| written == Some("item")) {
            let about = decoded(about).0.into_owned();
            self.write("guid", "", &about);
            self.note_permalink(about);
        }
    }

    /// Closes elements until `depth` are open.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth
            && let Some(open) = self.open.pop()
        {
            self.declarations.truncate(open.declarations);
            let Some(name) = open.written else {
                continue;
            };
            if let Some(page) = open
                .permalink
                .as_deref()
                .filter(|_| !open.holds.contains(&"link"))
            {
                self.write("link", "", page);
            }
            self.out.extend(["</", name, ">"]);
        }
    }

    fn begin_value(&mut self, tag: Tag<'a>, role: Role, declarations: usize) {
        self.declarations.truncate(declarations);
        let use_of = match role {
            Role::Value(name) => Use::Written(name),
            Role::Fallback(name) if !self.is_held(name) => Use::Written(name),
            Role::Noted(note) => Use::Noted(note),
            _ => Use::LeftOut,
        };
        self.gathering = Some(Gathering {
            tag,
            use_of,
            is_own: matches!(role, Role::Value(_)),
            nested: 0,
            value: Value::default(),
        });
    }

    /// The `xml:base` in force in an element.
    fn base(&self, tag: Tag<'a>) -> Option<String> {
        let outer = self.open.last().and_then(|open| open.base.as_deref());
        match attribute(tag, "xml:base").filter(|base| base.len() <= LONGEST_BASE) {
            Some(base) => Some(joined(outer, &base)),
            None => outer.map(str::to_owned),
        }
    }

    fn declare(&mut self, tag: Tag<'a>) {
        for (name, uri) in tag.attributes() {
            let prefix = match name {
                "xmlns" => Some(""),
                name => name.strip_prefix("xmlns:"),
            };
            if let Some(prefix) = prefix.filter(|_| self.declarations.len() < MOST_DECLARATIONS) {
                self.declarations.push((prefix, Namespace::of_uri(uri)));
            }
        }
    }

    fn role(&self, name: &str) -> Role {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let declared = self
            .declarations
            .iter()
            .rev()
            .find(|(known, _)| *known == prefix);
        let namespace = match (prefix, declared) {
            // A family writes its own elements in whatever default namespace it likes.
            // Of XHTML are texts that are whole pages or parts of them; of the rest some name it for what they hold.
            ("", Some((_, Namespace::Xhtml))) if vocabulary::is_of_xhtml(local) => Namespace::Xhtml,
            ("", _) if self.family == Family::Rss => Namespace::Rss,
            ("", _) => Namespace::Atom,
            // The prefix of RDF's root element means RSS for that element alone.
            (_, Some((_, Namespace::Other)) | None) if local.eq_ignore_ascii_case("rdf") => {
                Namespace::Rss
            }
            (prefix, Some((_, Namespace::Other)) | None) if prefix == self.own_prefix => {
                match self.family {
                    Family::Rss => Namespace::Rss,
                    Family::Atom => Namespace::Atom,
                }
            }
            (_, Some((_, namespace))) => *namespace,
            (prefix, None) => Namespace::by_custom(prefix),
        };
        match vocabulary::role(self.family, namespace, local, self.place()) {
            Role::Container(entry) if self.is_said_of_entry(entry, local) => Role::Skipped,
            role => role,
        }
    }
}

/// The prefix of a root element, where it is that of the feed's elements too: RDF has one of its own.
fn own_prefix(root: &str) -> &str {
    match root.split_once(':') {
        Some((prefix, local)) if !local.eq_ignore_ascii_case("rdf") => prefix,
        _ => "",
    }
}

/// Whether two names of the original are the same but for case.
fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
