//! What a stretch of the screen means.

/// Declares [`Role`]: a row is a variant, its name in the configuration, and what it is for.
macro_rules! roles {
    ($($variant:ident $name:literal $doc:literal,)+) => {
        /// What a stretch of the screen means; a theme says how that looks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Role {
            $(#[doc = $doc] $variant,)+
        }

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in the configuration.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

roles! {
    Text "text" "Plain text, and what no other role covers.",
    Muted "muted" "What matters less than the text around it.",
    Border "border" "Borders and lines between panes.",
    BorderFocused "border-focused" "The border of the pane that takes the keys.",
    Title "title" "Titles of panes.",
    TitleFocused "title-focused" "The title of the pane that takes the keys.",
    Folder "folder" "Folders in the list of feeds.",
    Feed "feed" "Feeds in the list of feeds.",
    FeedFailing "feed-failing" "Feeds whose last polls failed.",
    Count "count" "Numbers of unread entries.",
    Read "read" "Headlines of entries that have been read.",
    Unread "unread" "Headlines of entries that have not been read.",
    Saved "saved" "The mark of saved entries.",
    Source "source" "The feed of an entry, beside its headline.",
    Age "age" "The age of an entry.",
    Selection "selection" "The selected row in the pane that takes the keys; laid over its other roles.",
    SelectionUnfocused "selection-unfocused" "The selected row in the other panes; laid over its other roles.",
    Heading "heading" "Headings and the title of an article.",
    Subheading "subheading" "Headings below the first two levels.",
    Link "link" "Links and their numbers.",
    Quote "quote" "Quotations.",
    Code "code" "Code and preformatted text.",
    CodeWord "code-word" "Words of the programming language in code.",
    CodeText "code-text" "Texts and numbers in code.",
    CodeRemark "code-remark" "Comments in code.",
    Picture "picture" "Pictures, told as text.",
    Strong "strong" "Important words.",
    Emphasis "emphasis" "Stressed words.",
    Deleted "deleted" "Deleted words.",
    Inserted "inserted" "Words added later.",
    Marked "marked" "Highlighted words.",
    Caption "caption" "Captions, and who is quoted.",
    Status "status" "The status line.",
    Error "error" "Failures.",
    Warning "warning" "Warnings.",
    Gauge "gauge" "The bar that shows how far a refresh has come.",
    SearchHit "search-hit" "What a search found; laid over other roles.",
    SearchHitCurrent "search-hit-current" "The hit that was gone to; laid over other roles.",
    Tag "tag" "Tags, where they have no colour of their own.",
    Key "key" "Names of keys in help and hints.",
}
