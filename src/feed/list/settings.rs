//! What newsterm has for the settings of newsboat (newsboat documentation, "Configuration Commands").

use Instead::{Command, Import, Nothing, Setting, Variable};

/// What newsterm has in the place of something of another reader's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// A key or a table of its settings.
    Setting(&'static str),
    /// A command, which has a key.
    Command(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// An import of the file that is named.
    Import,
    /// Nothing.
    Nothing,
}

/// The settings of newsboat in the order of the alphabet, and what newsterm has in their place.
pub const NEWSBOAT_SETTINGS: &[(&str, Instead)] = &[
    ("always-display-description", Nothing),
    ("always-download", Nothing),
    ("article-sort-order", Nothing),
    ("articlelist-format", Nothing),
    ("auto-reload", Setting("refresh_interval")),
    ("bind", Setting("[keys]")),
    ("bind-key", Setting("[keys]")),
    ("bookmark-autopilot", Setting("[[share]]")),
    ("bookmark-cmd", Setting("[[share]]")),
    ("bookmark-interactive", Setting("[[share]]")),
    ("browser", Variable("BROWSER")),
    ("cache-file", Variable("NEWSTERM_DATA")),
    ("cleanup-on-quit", Nothing),
    ("color", Setting("[theme]")),
    ("confirm-exit", Nothing),
    ("confirm-mark-all-feeds-read", Command("undo")),
    ("confirm-mark-feed-read", Command("undo")),
    ("cookie-cache", Setting("cookies")),
    ("datetime-format", Nothing),
    ("define-filter", Setting("[[lists]]")),
    ("delete-played-files", Nothing),
    ("delete-read-articles-on-quit", Setting("keep_days")),
    ("display-article-progress", Nothing),
    ("download-filename-format", Nothing),
    ("download-full-page", Setting("full_text")),
    ("download-path", Setting("downloads")),
    ("download-retries", Nothing),
    ("download-timeout", Setting("timeout")),
    ("error-log", Variable("NEWSTERM_LOG")),
    ("external-url-viewer", Command("list-links")),
    ("feed-sort-order", Setting("[[feeds]]")),
    ("feedlist-format", Nothing),
    ("goto-first-unread", Command("next-unread")),
    ("goto-next-feed", Nothing),
    ("highlight", Setting("[[rules]]")),
    ("highlight-article", Setting("[[rules]]")),
    ("highlight-feed", Nothing),
    ("history-limit", Nothing),
    ("html-renderer", Nothing),
    ("http-auth-method", Setting("auth")),
    ("ignore-mode", Nothing),
    ("include", Import),
    ("keep-articles-days", Setting("keep_days")),
    ("macro", Setting("[[macros]]")),
    ("mark-as-read-on-hover", Nothing),
    ("max-browser-tabs", Nothing),
    ("max-download-speed", Nothing),
    ("max-downloads", Nothing),
    ("max-items", Setting("keep_entries")),
    ("notify-always", Setting("[[rules]]")),
    ("notify-beep", Setting("[[rules]]")),
    ("notify-format", Nothing),
    ("notify-program", Setting("[[rules]]")),
    ("notify-screen", Setting("[[rules]]")),
    ("notify-xterm", Setting("[[rules]]")),
    (
        "openbrowser-and-mark-jumps-to-next-unread",
        Setting("[[macros]]"),
    ),
    ("pager", Command("pipe")),
    ("player", Setting("player")),
    ("podcast-auto-enqueue", Nothing),
    ("prepopulate-query-feeds", Nothing),
    ("proxy", Setting("proxy")),
    ("proxy-auth", Setting("proxy")),
    ("proxy-auth-method", Setting("proxy")),
    ("proxy-type", Setting("proxy")),
    ("refresh-on-startup", Setting("refresh_on_start")),
    ("reload-only-visible-feeds", Nothing),
    ("reload-threads", Setting("max_connections")),
    ("reload-time", Setting("refresh_interval")),
    ("reset-unread-on-update", Nothing),
    ("restrict-filename", Nothing),
    ("run-on-startup", Nothing),
    ("save-path", Command("export")),
    ("scrolloff", Nothing),
    ("search-highlight-colors", Setting("[theme]")),
    ("selectfilter-format", Nothing),
    ("selecttag-format", Nothing),
    ("show-keymap-hint", Nothing),
    ("show-read-articles", Setting("filter")),
    ("show-read-feeds", Setting("filter")),
    ("show-title-bar", Nothing),
    ("ssl-verifyhost", Setting("tls_ca")),
    ("ssl-verifypeer", Setting("tls_ca")),
    ("suppress-first-reload", Setting("refresh_on_start")),
    ("swap-title-and-hints", Nothing),
    ("switch-focus", Nothing),
    ("text-width", Setting("measure")),
    ("toggleitemread-jumps-to-next-unread", Setting("[[macros]]")),
    ("unbind-key", Setting("[keys]")),
    ("urls-source", Nothing),
    ("use-proxy", Setting("proxy")),
    ("user-agent", Setting("user_agent")),
    ("wrap-scroll", Nothing),
];

/// What newsterm has in the place of a setting of newsboat's; `None` for a word that is none.
pub(super) fn counterpart(word: &str) -> Option<Instead> {
    let at = NEWSBOAT_SETTINGS
        .binary_search_by_key(&word, |&(name, _)| name)
        .ok()?;
    Some(NEWSBOAT_SETTINGS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_stand_in_the_order_in_which_they_are_looked_for() {
        assert!(NEWSBOAT_SETTINGS.is_sorted_by(|(a, _), (b, _)| a < b));
        assert_eq!(
            counterpart("reload-threads"),
            Some(Setting("max_connections"))
        );
        assert_eq!(counterpart("scrolloff"), Some(Nothing));
        assert_eq!(counterpart("refresh_fps"), None);
    }
}
