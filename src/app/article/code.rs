//! The colours of code: comments, texts, numbers and the words of the language, by a table of languages.

use crate::app::TextStyle;
use crate::config::Role;
use crate::text::StyleRun;

/// Code longer than this, in bytes, has no colours.
const LONGEST: usize = 64 * 1024;
/// A text in code that is longer than this, in characters, is not looked for the end of.
const LONGEST_TEXT: usize = 2000;

/// What a reader of code has to know of a language.
struct Language {
    names: &'static [&'static str],
    /// What begins a comment that ends with the line.
    line: &'static [&'static str],
    /// What begins and ends a comment of several lines.
    block: Option<(&'static str, &'static str)>,
    /// What texts stand between; a backslash takes the meaning of the sign behind it.
    quotes: &'static [char],
    words: &'static str,
}

const C_COMMENT: Option<(&str, &str)> = Some(("/*", "*/"));

static LANGUAGES: &[Language] = &[
    Language {
        names: &["rust", "rs"],
        line: &["//"],
        block: C_COMMENT,
        quotes: &['"'],
        words: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match \
                mod move mut pub ref return self Self static struct super trait true type unsafe use where while",
    },
    Language {
        names: &[
            "c",
            "h",
            "cpp",
            "c++",
            "cc",
            "cxx",
            "hpp",
            "objc",
            "objective-c",
            "arduino",
            "cuda",
            "glsl",
        ],
        line: &["//"],
        block: C_COMMENT,
        quotes: &['"', '\''],
        words: "auto bool break case catch char class const constexpr continue default delete do double else enum \
                extern false float for friend goto if inline int long namespace new nullptr operator private \
                protected public return short signed sizeof static struct switch template this throw true try \
                typedef typename union unsigned using virtual void volatile while NULL",
    },
    Language {
        names: &[
            "java", "kotlin", "kt", "kts", "scala", "groovy", "csharp", "cs", "c#", "dart",
        ],
        line: &["//"],
        block: C_COMMENT,
        quotes: &['"', '\''],
        words: "abstract as async await boolean break byte case catch char class const continue data def default do \
                double else enum extends false final finally float for foreach fun get if implements import in int \
                interface internal is lateinit long namespace new null object open out override package private \
                protected public readonly record ref return sealed set short static string struct super suspend \
                switch this throw throws trait true try type using val var virtual void when while yield",
    },
    Language {
        names: &[
            "javascript",
            "js",
            "jsx",
            "typescript",
            "ts",
            "tsx",
            "mjs",
            "node",
            "json",
            "jsonc",
            "json5",
        ],
        line: &["//"],
        block: C_COMMENT,
        quotes: &['"', '\'', '`'],
        words: "as async await break case catch class const continue debugger declare default delete do else enum \
                export extends false finally for from function get if implements import in instanceof interface let \
                new null of private protected public readonly return set static super switch this throw true try \
                type typeof undefined var void while with yield",
    },
    Language {
        names: &["go", "golang"],
        line: &["//"],
        block: C_COMMENT,
        quotes: &['"', '`', '\''],
        words: "break case chan const continue default defer else fallthrough false for func go goto if import \
                interface iota map nil package range return select struct switch true type var",
    },
    Language {
        names: &["swift", "zig", "php", "perl6", "v", "proto", "protobuf"],
        line: &["//", "#"],
        block: C_COMMENT,
        quotes: &['"', '\''],
        words: "abstract and array as break case catch class comptime const continue default defer do echo else \
                elseif enum extends extension false final fn for foreach func function guard if implements import in \
                init interface is let message namespace new nil null or private protected protocol public pub \
                require return self static struct super switch this throw throws true try use var while",
    },
    Language {
        names: &["python", "py", "python3", "pycon", "starlark"],
        line: &["#"],
        block: Some(("\"\"\"", "\"\"\"")),
        quotes: &['"', '\''],
        words: "and as assert async await break case class continue def del elif else except False finally for from \
                global if import in is lambda match None nonlocal not or pass raise return self True try while with \
                yield",
    },
    Language {
        names: &[
            "ruby", "rb", "elixir", "ex", "exs", "crystal", "perl", "pl", "r", "julia", "jl",
        ],
        line: &["#"],
        block: None,
        quotes: &['"', '\''],
        words: "alias and begin BEGIN break case class def defmodule do else elsif end END ensure false fn for \
                foreach function if import in library local module my my next nil not or our package raise redo \
                require rescue retry return self sub super then true undef unless until use using when while yield \
                NULL TRUE FALSE",
    },
    Language {
        names: &[
            "bash",
            "sh",
            "shell",
            "zsh",
            "fish",
            "console",
            "shell-session",
            "shellscript",
            "make",
            "makefile",
            "dockerfile",
            "docker",
            "nix",
        ],
        line: &["#"],
        block: None,
        quotes: &['"', '\''],
        words: "alias begin case cd do done echo elif else end esac eval exec exit export fi for function if in let \
                local read return set shift source then trap unset until while with rec inherit FROM RUN CMD COPY \
                ADD ENV ENTRYPOINT WORKDIR EXPOSE ARG sudo",
    },
    Language {
        names: &[
            "toml",
            "ini",
            "cfg",
            "conf",
            "yaml",
            "yml",
            "properties",
            "systemd",
            "nginx",
            "hcl",
            "terraform",
            "tf",
        ],
        line: &["#", ";"],
        block: None,
        quotes: &['"', '\''],
        words: "true false null yes no on off resource variable output module provider server location listen",
    },
    Language {
        names: &[
            "sql",
            "mysql",
            "postgres",
            "postgresql",
            "plsql",
            "sqlite",
            "tsql",
        ],
        line: &["--"],
        block: C_COMMENT,
        quotes: &['\'', '"'],
        words: "add all alter and as asc begin between by case check column commit constraint create cross default \
                delete desc distinct drop else end exists foreign from full group having if in index inner insert \
                into is join key left like limit not null on or order outer primary references right rollback select \
                set table then union unique update using values view when where with",
    },
    Language {
        names: &[
            "haskell",
            "hs",
            "lua",
            "elm",
            "ada",
            "vhdl",
            "purescript",
            "idris",
        ],
        line: &["--"],
        block: Some(("{-", "-}")),
        quotes: &['"'],
        words: "and begin break case class data deriving do else elseif end false for forall function goto if import \
                in infix instance is let local module newtype nil not of or procedure repeat return then true type \
                until where while",
    },
    Language {
        names: &[
            "lisp",
            "clojure",
            "clj",
            "scheme",
            "racket",
            "elisp",
            "emacs-lisp",
            "common-lisp",
        ],
        line: &[";"],
        block: None,
        quotes: &['"'],
        words: "and begin case cond def define defmacro defn defun defvar do else false fn if lambda let loop nil not \
                or quote recur require setq true unless when",
    },
    Language {
        names: &["css", "scss", "less", "sass"],
        line: &["//"],
        block: C_COMMENT,
        quotes: &['"', '\''],
        words: "and auto flex from grid hover import important include inherit initial media mixin none not only to",
    },
    Language {
        names: &["html", "xml", "svg", "xhtml", "vue", "markup", "rss"],
        line: &[],
        block: Some(("<!--", "-->")),
        quotes: &['"', '\''],
        words: "",
    },
];

/// The styles of stretches of code; none in a language that is not known.
pub(super) fn colours(code: &str, language: &str) -> Vec<StyleRun> {
    let known = LANGUAGES
        .iter()
        .find(|known| known.names.contains(&language));
    let Some(language) = known.filter(|_| code.len() <= LONGEST) else {
        return Vec::new();
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let (length, role) = token(&code[at..], language);
        if role != Role::Code {
            runs.push(StyleRun {
                range: at..at + length,
                style: TextStyle::plain(role).pack(),
            });
        }
        at += length;
    }
    runs
}

/// The length of the first token, in bytes, and its role.
fn token(rest: &str, language: &Language) -> (usize, Role) {
    if let Some((begin, end)) = language.block.filter(|(begin, _)| rest.starts_with(begin)) {
        let length = rest[begin.len()..].find(end);
        let length = length.map_or(rest.len(), |at| begin.len() + at + end.len());
        return (length, Role::CodeRemark);
    }
    if language.line.iter().any(|sign| rest.starts_with(sign)) {
        return (rest.find('\n').unwrap_or(rest.len()), Role::CodeRemark);
    }
    let first = rest.chars().next().unwrap_or(' ');
    if language.quotes.contains(&first) {
        return (text(rest, first), Role::CodeText);
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if !word(first) {
        return (first.len_utf8(), Role::Code);
    }
    let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
    let role = if first.is_ascii_digit() {
        Role::CodeText
    } else if is_word(&rest[..length], language) {
        Role::CodeWord
    } else {
        Role::Code
    };
    (length, role)
}

/// The length of a text with its quotes. One that is not closed in its line is no text: the quote is an
/// apostrophe, or the mark of a lifetime.
fn text(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1).take(LONGEST_TEXT) {
        match c {
            '\n' if quote != '`' => break,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    quote.len_utf8()
}

fn is_word(word: &str, language: &Language) -> bool {
    let same = |known: &str| {
        known == word || (language.names.contains(&"sql") && known.eq_ignore_ascii_case(word))
    };
    language.words.split_ascii_whitespace().any(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured<'a>(code: &'a str, language: &str) -> Vec<(&'a str, Role)> {
        let runs = colours(code, language);
        runs.iter()
            .map(|run| (&code[run.range.clone()], TextStyle::unpack(run.style).role))
            .collect()
    }

    #[test]
    fn comments_texts_numbers_and_words_are_told_apart() {
        assert_eq!(
            coloured("let x = \"a // b\"; // 7\nfn f() { 42 }", "rust"),
            [
                ("let", Role::CodeWord),
                ("\"a // b\"", Role::CodeText),
                ("// 7", Role::CodeRemark),
                ("fn", Role::CodeWord),
                ("42", Role::CodeText),
            ]
        );
        assert_eq!(
            coloured("SELECT 'it\\'s' -- من", "sql"),
            [
                ("SELECT", Role::CodeWord),
                ("'it\\'s'", Role::CodeText),
                ("-- من", Role::CodeRemark),
            ]
        );
    }

    #[test]
    fn what_is_never_closed_takes_no_more_than_it_must() {
        assert_eq!(coloured("it's", "sh"), [("'", Role::CodeText)]);
        assert_eq!(coloured("/* open", "c"), [("/* open", Role::CodeRemark)]);
    }

    #[test]
    fn a_language_nobody_knows_has_no_colours() {
        assert!(coloured("let x = 1", "befunge").is_empty());
    }
}
