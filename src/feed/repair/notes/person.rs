//! People as feeds name them.

use crate::feed::html::text_of;
use crate::model::Author;
use crate::text::CleanText;

/// The longest name with its address, in bytes, and how many people are kept.
const LONGEST: usize = 256;
const MOST: usize = 16;

/// The people of a feed or an entry.
#[derive(Debug, Default)]
pub(super) struct People {
    own: Vec<Person>,
    stand_ins: Vec<Person>,
    /// The rank of the person begun last.
    begun: usize,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Person {
    name: String,
    email: String,
}

impl People {
    pub(super) fn add(&mut self, rank: usize, text: &str) {
        let list = self.list(rank);
        if list.len() < MOST {
            list.push(Person::read(text));
        }
    }

    /// Begins a person; of too many, the last is named again.
    pub(super) fn begin(&mut self, rank: usize) {
        self.begun = rank;
        let list = self.list(rank);
        if list.len() < MOST {
            list.push(Person::default());
        }
    }

    pub(super) fn has_name(&self) -> bool {
        let list = [&self.own, &self.stand_ins][self.begun.min(1)];
        list.last().is_some_and(|last| !last.name.is_empty())
    }

    const fn list(&mut self, rank: usize) -> &mut Vec<Person> {
        if rank == 0 {
            &mut self.own
        } else {
            &mut self.stand_ins
        }
    }

    /// Names the person begun last; an address beside the name is theirs.
    pub(super) fn name(&mut self, text: &str) {
        let read = Person::read(text);
        if let Some(last) = self.list(self.begun).last_mut() {
            last.name = read.name;
            if last.email.is_empty() {
                last.email = read.email;
            }
        }
    }

    pub(super) fn email(&mut self, text: &str) {
        let read = Person::read(text);
        let last = self.list(self.begun).last_mut();
        if let Some(last) = last.filter(|_| !read.email.is_empty()) {
            last.email = read.email;
        }
    }

    /// The names with commas; addresses stand in for names only where there is no name at all.
    pub(super) fn author(&self) -> Author {
        let list = [&self.own, &self.stand_ins];
        let list = list
            .into_iter()
            .find(|list| list.iter().any(Person::is_known));
        let list = list.map(Vec::as_slice).unwrap_or_default();
        let mut names: Vec<&str> = Vec::new();
        for person in list {
            if !person.name.is_empty() && !names.contains(&&*person.name) {
                names.push(&person.name);
            }
        }
        let email = list.iter().find(|person| !person.email.is_empty());
        let email = email.map(|person| CleanText::line(&person.email));
        Author {
            name: Some(text_of(&names.join(", ")))
                .filter(|name| !name.is_empty())
                .or_else(|| email.clone()),
            email,
        }
    }
}

impl Person {
    /// Reads `a@b.example (Name)`, `Name <a@b.example>` and either alone, brackets of any script.
    fn read(text: &str) -> Self {
        // Every entry may get a copy of it.
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let address = text
            .split(|c| !is_of_address(c))
            .find(|word| is_address(word));
        let Some(address) = address else {
            return Self {
                name: without_brackets(text).to_owned(),
                email: String::new(),
            };
        };
        let mut rest = text.replacen(address, "", 1);
        for leftover in ["mailto:", "<>", "()", "[]", "（）"] {
            rest = rest.replace(leftover, "");
        }
        let dashes =
            |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ',' | ':' | '|' | '،');
        Self {
            name: without_brackets(rest.trim_matches(dashes)).to_owned(),
            email: address.to_owned(),
        }
    }

    fn is_known(&self) -> bool {
        !self.name.is_empty() || !self.email.is_empty()
    }
}

/// Takes off the brackets or the quotes around all of a text.
fn without_brackets(text: &str) -> &str {
    let text = text.trim();
    let pairs = [('(', ')'), ('（', '）'), ('<', '>'), ('[', ']'), ('"', '"')];
    let inside = pairs.into_iter().find_map(|(open, close)| {
        text.strip_prefix(open)?
            .strip_suffix(close)
            .filter(|inside| !inside.contains([open, close]))
    });
    inside.unwrap_or(text).trim()
}

const fn is_of_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '%' | '+' | '-' | '\'')
}

fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_told_apart() {
        for (text, name, email) in [
            (
                "ada@news.example (Ada Wren)",
                "Ada Wren",
                "ada@news.example",
            ),
            (
                "Ada Wren <ada+x@news.example>",
                "Ada Wren",
                "ada+x@news.example",
            ),
            ("Ada Wren", "Ada Wren", ""),
            ("(Ada Wren)", "Ada Wren", ""),
            (
                "\"Ada Wren\" <ada@news.example>",
                "Ada Wren",
                "ada@news.example",
            ),
            ("ada@news.example", "", "ada@news.example"),
            ("mailto:ada@news.example", "", "ada@news.example"),
            ("ليلى（layla@news.example）", "ليلى", "layla@news.example"),
            ("محرر—a@b.example", "محرر", "a@b.example"),
            ("@ada", "@ada", ""),
            ("Ada (of the Gazette)", "Ada (of the Gazette)", ""),
        ] {
            let read = Person::read(text);
            assert_eq!((&*read.name, &*read.email), (name, email), "{text}");
        }
    }

    #[test]
    fn an_address_is_a_name_only_where_there_is_none() {
        let mut people = People::default();
        people.add(1, "A station");
        people.add(0, "desk@news.example");
        assert_eq!(people.author().name.unwrap().as_str(), "desk@news.example");
        people.add(0, "Ada");
        people.add(0, "Ada");
        let author = people.author();
        assert_eq!(author.name.unwrap().as_str(), "Ada");
        assert_eq!(author.email.unwrap().as_str(), "desk@news.example");
    }
}
