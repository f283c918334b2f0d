//! The table of everything the program says.

use fluent_bundle::FluentArgs;

use super::number::{Argument, Piece};

/// Declares [`Phrase`]: a row is a message id and a variant with the arguments of the message.
macro_rules! phrases {
    ($($id:literal => $variant:ident $({ $($field:ident: $kind:ty),+ })?,)+) => {
        /// Something to say, with its facts; each variant is a message of `assets/locales`.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Phrase {
            $(
                #[doc = concat!("The message `", $id, "`.")]
                $variant $({
                    $(
                        #[doc = concat!("The argument `$", stringify!($field), "`.")]
                        $field: $kind,
                    )+
                })?,
            )+
        }

        impl Phrase {
            /// The id of the message.
            #[must_use]
            pub const fn id(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $id,)+
                }
            }

            /// The arguments of the message.
            pub(super) fn arguments(&self, isolate: bool) -> FluentArgs<'static> {
                let mut arguments = FluentArgs::new();
                // A phrase without arguments uses neither.
                let _ = (&mut arguments, isolate);
                match self {
                    $(Self::$variant $({ $($field),+ })? => {
                        $($(arguments.set(stringify!($field), $field.value(isolate));)+)?
                    })+
                }
                arguments
            }
        }

        /// The table as data, for the tests that compare it with the messages and the commands.
        #[cfg(test)]
        pub(crate) const TABLE: &[(&str, &[&str])] = &[
            $(($id, &[$($(stringify!($field)),+)?]),)+
        ];
    };
}

phrases! {
    // Panes and lists
    "pane-feeds" => PaneFeeds,
    "list-all" => ListAll,
    "list-unread" => ListUnread,
    "list-saved" => ListSaved,
    "list-today" => ListToday,
    "entry-untitled" => EntryUntitled,
    "entries-count" => EntriesCount { count: u64 },
    "entries-search" => EntriesSearch { list: String, words: String },
    "entries-unread" => EntriesUnread { list: String },

    // Empty places; `key` is the chord bound to the command
    "empty-feeds" => EmptyFeeds { key: String },
    "empty-all" => EmptyAll { key: String },
    "empty-unread" => EmptyUnread { key: String },
    "empty-saved" => EmptySaved { key: String },
    "empty-today" => EmptyToday { key: String },
    "empty-folder" => EmptyFolder { key: String },
    "empty-feed" => EmptyFeed { key: String },
    "empty-filtered" => EmptyFiltered { key: String },
    "empty-refreshing" => EmptyRefreshing,
    "empty-search" => EmptySearch { words: String },
    "first-start" => FirstStart { help: String },

    // Article
    "article-no-text" => ArticleNoText { key: String },
    "article-no-text-no-link" => ArticleNoTextNoLink,
    "article-links" => ArticleLinks,

    // Status line
    "status-refreshing" => StatusRefreshing { done: u64, total: u64 },
    "status-refreshing-failed" => StatusRefreshingFailed { done: u64, total: u64, failed: u64 },
    "status-refreshed" => StatusRefreshed { new: u64 },
    "status-refreshed-failed" => StatusRefreshedFailed { new: u64, failed: u64 },
    "status-refresh-busy" => StatusRefreshBusy,
    "status-feed-moved" => StatusFeedMoved { url: String },
    "status-resting" => StatusResting { minutes: u64 },
    "status-feed-failing" => StatusFeedFailing { reason: String, times: u64 },
    "status-marked-read" => StatusMarkedRead,
    "status-marked-unread" => StatusMarkedUnread,
    "status-marked-all-read" => StatusMarkedAllRead { count: u64, key: String },
    "status-nothing-to-mark" => StatusNothingToMark,
    "status-search-first" => StatusSearchFirst { key: String },
    "status-saved" => StatusSaved,
    "status-unsaved" => StatusUnsaved,
    "status-undone" => StatusUndone,
    "status-undone-mark-all" => StatusUndoneMarkAll { count: u64 },
    "status-nothing-to-undo" => StatusNothingToUndo,
    "status-opened" => StatusOpened,
    "status-no-link" => StatusNoLink,
    "status-entry-gone" => StatusEntryGone,
    "status-keys" => StatusKeys { help: String, unread: String, refresh: String, close: String },
    "status-no-more-unread" => StatusNoMoreUnread,
    "status-no-previous-unread" => StatusNoPreviousUnread,
    "status-no-next-entry" => StatusNoNextEntry,
    "status-no-previous-entry" => StatusNoPreviousEntry,
    "status-filter-all" => StatusFilterAll,
    "status-filter-unread" => StatusFilterUnread,
    "status-unbound" => StatusUnbound { chord: String, help: String },
    "search-prompt" => SearchPrompt,
    "status-feed-added" => StatusFeedAdded { title: String },
    "status-feed-known" => StatusFeedKnown { title: String },

    // A feed on its way to being followed; `take` and `back` are the chords bound to the commands
    "add-prompt" => AddPrompt,
    "add-title" => AddTitle,
    "add-looking" => AddLooking { address: String },
    "add-several" => AddSeveral { count: u64 },
    "add-keeping" => AddKeeping,
    "add-facts" => AddFacts { language: String, entries: u64 },
    "add-keys-waiting" => AddKeysWaiting { back: String },
    "add-keys-choosing" => AddKeysChoosing { take: String, back: String },
    "add-keys-showing" => AddKeysShowing { take: String, back: String },

    // Ages and dates
    "age-now" => AgeNow,
    "age-minutes" => AgeMinutes { count: u64 },
    "age-hours" => AgeHours { count: u64 },
    "age-days" => AgeDays { count: u64 },
    "age-weeks" => AgeWeeks { count: u64 },
    "date-short" => DateShort { day: Piece, month: Piece },
    "date-short-year" => DateShortYear { day: Piece, month: Piece, year: Piece },
    "date-long" => DateLong { weekday: Piece, day: Piece, month: Piece, year: Piece, time: Piece },
    "month-short" => MonthShort { month: u64 },
    "month" => Month { month: u64 },
    "weekday" => Weekday { weekday: u64 },

    // Feeds that do not come
    "fetch-dns" => FetchDns { host: String },
    "fetch-connect" => FetchConnect { host: String },
    "fetch-tls" => FetchTls { host: String },
    "fetch-timed-out" => FetchTimedOut { seconds: u64 },
    "fetch-cut-off" => FetchCutOff,
    "fetch-unauthorized" => FetchUnauthorized { status: Piece },
    "fetch-not-found" => FetchNotFound,
    "fetch-gone" => FetchGone,
    "fetch-rate-limited" => FetchRateLimited,
    "fetch-server-error" => FetchServerError { status: Piece },
    "fetch-status" => FetchStatus { status: Piece },
    "fetch-too-large" => FetchTooLarge { limit: Piece },
    "fetch-redirects" => FetchRedirects,
    "fetch-redirect-refused" => FetchRedirectRefused { target: String },
    "fetch-private" => FetchPrivate { host: String },
    "fetch-resting" => FetchResting { host: String, minutes: u64 },
    "fetch-command-missing" => FetchCommandMissing { program: String, cause: String },
    "fetch-command-failed" => FetchCommandFailed { program: String, code: Piece, said: String },
    "fetch-command-killed" => FetchCommandKilled { program: String, signal: Piece, said: String },
    "fetch-command-late" => FetchCommandLate { program: String, seconds: u64 },
    "fetch-file" => FetchFile { path: String, cause: String },
    "fetch-no-password" => FetchNoPassword,
    "fetch-password-control" => FetchPasswordControl,
    "fetch-client" => FetchClient { cause: String },
    "fetch-bad-address" => FetchBadAddress { address: String },
    "fetch-no-built-in" => FetchNoBuiltIn { address: String },
    "fetch-not-a-feed" => FetchNotAFeed,
    "fetch-damaged" => FetchDamaged,

    // The cache
    "store-folder" => StoreFolder { path: String, cause: String },
    "store-read-only" => StoreReadOnly { path: String },
    "store-disk-full" => StoreDiskFull { path: String },
    "store-not-a-database" => StoreNotADatabase { path: String },
    "store-newer-version" => StoreNewerVersion { path: String, found: Piece, known: Piece },
    "store-damaged" => StoreDamaged { path: String },
    "store-busy" => StoreBusy { path: String },
    "store-failed" => StoreFailed { path: String, cause: String },

    // Lists of feeds that come in
    "find-nothing" => FindNothing,
    "import-unread" => ImportUnread { path: String, cause: String },
    "import-not-a-list" => ImportNotAList { path: String },
    "import-not-newsboat" => ImportNotNewsboat { path: String },

    // The terminal, and what is started from it
    "terminal-missing" => TerminalMissing,
    "terminal-dumb" => TerminalDumb { term: String },
    "terminal-failed" => TerminalFailed { cause: String },
    "browser-missing" => BrowserMissing,
    "browser-failed" => BrowserFailed { program: String, cause: String },
    "answers-unread" => AnswersUnread { path: String, cause: String },
    "answers-foreign" => AnswersForeign { path: String },
    "answers-not-kept" => AnswersNotKept { path: String, cause: String },
    "log-failed" => LogFailed { path: String, cause: String },
    "no-home" => NoHome,

    // The configuration file as a whole
    "config-missing" => ConfigMissing { path: String },
    "config-folder-missing" => ConfigFolderMissing { path: String },
    "config-is-a-folder" => ConfigIsAFolder { path: String },
    "config-unreadable" => ConfigUnreadable { path: String, cause: String },
    "config-not-utf8" => ConfigNotUtf8 { path: String, line: Piece },
    "config-invalid" => ConfigInvalid { path: String, count: u64 },
    "config-exists" => ConfigExists { path: String },
    "config-not-written" => ConfigNotWritten { path: String, cause: String },
    "config-locked" => ConfigLocked { path: String },
    "config-not-edited" => ConfigNotEdited { path: String },

    // Places in the configuration file
    "config-syntax" => ConfigSyntax { detail: String },
    "config-unknown-key" => ConfigUnknownKey { key: String, table: String },
    "config-unknown-key-top" => ConfigUnknownKeyTop { key: String },
    "config-unknown-command" => ConfigUnknownCommand { command: String },
    "config-unknown-role" => ConfigUnknownRole { role: String },
    "config-unknown-value" => ConfigUnknownValue { value: String },
    "config-wrong-type" => ConfigWrongType { expected: Piece, found: Piece },
    "config-missing-key" => ConfigMissingKey { key: String },
    "config-out-of-range" => ConfigOutOfRange { least: Piece, most: Piece },
    "config-bad-duration" => ConfigBadDuration { value: String },
    "config-bad-size" => ConfigBadSize { value: String },
    "config-empty-chord" => ConfigEmptyChord,
    "config-unknown-chord-key" => ConfigUnknownChordKey { key: String },
    "config-shifted-character" => ConfigShiftedCharacter { character: String },
    "config-begins-with-count" => ConfigBeginsWithCount { chord: String },
    "config-chord-taken" => ConfigChordTaken { chord: String, command: String },
    "config-chord-shadowed" => ConfigChordShadowed { chord: String, other: String, command: String },
    "config-bad-color" => ConfigBadColor { color: String },
    "config-empty-url" => ConfigEmptyUrl,
    "config-bad-url" => ConfigBadUrl { url: String, cause: String },
    "config-bad-scheme" => ConfigBadScheme { scheme: String },
    "config-duplicate-feed" => ConfigDuplicateFeed { url: String },
    "config-duplicate-folder" => ConfigDuplicateFolder { name: String },
    "config-two-sources" => ConfigTwoSources,
    "config-empty-command" => ConfigEmptyCommand,
    "config-partial-path" => ConfigPartialPath { path: String },
    "config-bad-header" => ConfigBadHeader { name: String },
    "config-bad-header-value" => ConfigBadHeaderValue,
    "config-bad-proxy" => ConfigBadProxy,
    "config-did-you-mean" => ConfigDidYouMean { name: String },
    "config-one-of" => ConfigOneOf { names: String },
    "config-known-keys" => ConfigKnownKeys { names: String },
    "config-first-here" => ConfigFirstHere,

    // Kinds of value in the configuration file
    "kind-boolean" => KindBoolean,
    "kind-integer" => KindInteger,
    "kind-float" => KindFloat,
    "kind-string" => KindString,
    "kind-date" => KindDate,
    "kind-array" => KindArray,
    "kind-table" => KindTable,
    "kind-minutes" => KindMinutes,
    "kind-size" => KindSize,
    "kind-chords" => KindChords,
    "kind-color" => KindColor,
    "kind-feeds" => KindFeeds,
    "kind-folders" => KindFolders,
    "kind-command" => KindCommand,

    // Help
    "help-title" => HelpTitle,
    "help-moving" => HelpMoving,
    "help-reading" => HelpReading,
    "help-marking" => HelpMarking,
    "help-feeds" => HelpFeeds,
    "help-program" => HelpProgram,
    "help-close" => HelpClose { key: String },
    "help-unbound" => HelpUnbound,
    "help-count" => HelpCount,

    // Commands
    "command-down" => CommandDown,
    "command-up" => CommandUp,
    "command-page-down" => CommandPageDown,
    "command-page-up" => CommandPageUp,
    "command-half-page-down" => CommandHalfPageDown,
    "command-half-page-up" => CommandHalfPageUp,
    "command-first" => CommandFirst,
    "command-last" => CommandLast,
    "command-open" => CommandOpen,
    "command-back" => CommandBack,
    "command-next-pane" => CommandNextPane,
    "command-previous-pane" => CommandPreviousPane,
    "command-next-entry" => CommandNextEntry,
    "command-previous-entry" => CommandPreviousEntry,
    "command-next-unread" => CommandNextUnread,
    "command-previous-unread" => CommandPreviousUnread,
    "command-toggle-read" => CommandToggleRead,
    "command-toggle-saved" => CommandToggleSaved,
    "command-mark-all-read" => CommandMarkAllRead,
    "command-undo" => CommandUndo,
    "command-refresh-feed" => CommandRefreshFeed,
    "command-refresh-all" => CommandRefreshAll,
    "command-open-in-browser" => CommandOpenInBrowser,
    "command-search" => CommandSearch,
    "command-toggle-filter" => CommandToggleFilter,
    "command-add-feed" => CommandAddFeed,
    "command-toggle-fold" => CommandToggleFold,
    "command-help" => CommandHelp,
    "command-close" => CommandClose,
    "command-quit" => CommandQuit,
    "command-suspend" => CommandSuspend,
    "command-redraw" => CommandRedraw,

    // The command line
    "label-error" => LabelError,
    "label-warning" => LabelWarning,
    "label-hint" => LabelHint,
    "cli-config-written" => CliConfigWritten { path: String },
    "cli-config-good" => CliConfigGood { path: String, feeds: u64 },
    "cli-config-none" => CliConfigNone { path: String, feeds: u64 },
    "cli-refreshed" => CliRefreshed { feeds: u64, new: u64, failed: u64 },
    "cli-feed-failed" => CliFeedFailed { feed: String, reason: String },
    "cli-feed-refreshed" => CliFeedRefreshed { feed: String, new: u64 },
    "cli-feed-moved" => CliFeedMoved { feed: String, url: String },
    "cli-feed-resting" => CliFeedResting { feed: String, minutes: u64 },
    "cli-feed-ended" => CliFeedEnded { feed: String },
    "cli-list-empty" => CliListEmpty,
    "cli-add-found" => CliAddFound { title: String, address: String, language: String, entries: u64 },
    "cli-add-several" => CliAddSeveral { count: u64 },
    "cli-add-which" => CliAddWhich { count: u64 },
    "cli-add-no-such" => CliAddNoSuch { count: u64 },
    "cli-added" => CliAdded { title: String, path: String },
    "cli-add-known" => CliAddKnown { title: String, path: String },
    "cli-imported" => CliImported { path: String, new: u64, known: u64 },
    "cli-imported-entries" => CliImportedEntries { new: u64, known: u64 },
    "cli-import-skipped" => CliImportSkipped { what: String, reason: Piece },
    "cli-import-skipped-more" => CliImportSkippedMore { count: u64 },
    "cli-built-in-kept" => CliBuiltInKept,
    "cli-exported-without" => CliExportedWithout { feeds: u64 },
    "cli-exported" => CliExported { path: String, feeds: u64 },
    "export-not-written" => ExportNotWritten { path: String, cause: String },

    // What newsterm inspect tells
    "inspect-file" => InspectFile { path: String, cause: String },
    "inspect-encoding" => InspectEncoding { name: Piece, why: Piece },
    "inspect-page" => InspectPage { url: String },
    "inspect-language" => InspectLanguage { language: String },
    "inspect-author" => InspectAuthor { author: String },
    "inspect-updated" => InspectUpdated { date: Piece },
    "inspect-image" => InspectImage { url: String },
    "inspect-rights" => InspectRights { rights: String },
    "inspect-categories" => InspectCategories { categories: String },
    "inspect-comments" => InspectComments { url: String },
    "inspect-enclosure" => InspectEnclosure { url: String, kind: String },
    "inspect-entries" => InspectEntries { count: u64 },
    "inspect-place" => InspectPlace { line: Piece, column: Piece, what: Piece },
    "fault-leading-text" => FaultLeadingText,
    "fault-missing-end" => FaultMissingEnd,
    "fault-stray-end" => FaultStrayEnd,
    "fault-bare-markup" => FaultBareMarkup,
    "fault-too-deep" => FaultTooDeep,
    "fault-too-many" => FaultTooMany,
    "fault-not-an-entry" => FaultNotAnEntry,
    "fault-truncated" => FaultTruncated,
    "encoding-mark" => EncodingMark,
    "encoding-bytes" => EncodingBytes,
    "encoding-header" => EncodingHeader,
    "encoding-declaration" => EncodingDeclaration,
    "encoding-guess" => EncodingGuess,

    // What newsterm doctor tells; `state` is yes, no or unknown
    "doctor-terminal" => DoctorTerminal,
    "doctor-unasked" => DoctorUnasked,
    "doctor-incomplete" => DoctorIncomplete,
    "doctor-id" => DoctorId { id: String },
    "doctor-size" => DoctorSize { columns: Piece, rows: Piece },
    "doctor-device" => DoctorDevice { numbers: Piece },
    "doctor-bidi-mode" => DoctorBidiMode { state: Piece },
    "doctor-background" => DoctorBackground { kind: Piece },
    "doctor-colors" => DoctorColors { depth: Piece },
    "doctor-synchronized" => DoctorSynchronized { state: Piece },
    "doctor-keyboard" => DoctorKeyboard { state: Piece },
    "doctor-clipboard" => DoctorClipboard { state: Piece },
    "doctor-sixel" => DoctorSixel { state: Piece },
    "doctor-graphics" => DoctorGraphics { state: Piece },
    "doctor-hyperlinks" => DoctorHyperlinks,
    "doctor-bidi" => DoctorBidi,
    "doctor-profile" => DoctorProfile { profile: Piece, why: String },
    "doctor-found" => DoctorFound { profile: Piece, why: String },
    "doctor-marks" => DoctorMarks { state: Piece },
    "doctor-font" => DoctorFont,
    "doctor-kitty" => DoctorKitty,
    "doctor-lossy" => DoctorLossy,
    "doctor-console" => DoctorConsole,
    "doctor-files" => DoctorFiles,
    "doctor-settings-file" => DoctorSettingsFile { path: String },
    "doctor-settings-none" => DoctorSettingsNone { path: String },
    "doctor-cache-file" => DoctorCacheFile { path: String },
    "doctor-log-file" => DoctorLogFile { path: String },
    "doctor-answers-file" => DoctorAnswersFile { path: String },
    "why-argument" => WhyArgument,
    "why-bidi-variable" => WhyBidiVariable,
    "why-answer" => WhyAnswer,
    "why-settings" => WhySettings,
    "why-bidi-mode" => WhyBidiMode,
    "why-version" => WhyVersion { name: String },
    "why-device" => WhyDevice { numbers: Piece },
    "why-multiplexer" => WhyMultiplexer { client: String },
    "why-multiplexer-unknown" => WhyMultiplexerUnknown,
    "why-variable" => WhyVariable { name: Piece },
    "why-unknown" => WhyUnknown,
    "doctor-samples" => DoctorSamples,
    "doctor-also" => DoctorAlso { profile: Piece },
    "doctor-question" => DoctorQuestion,
    "doctor-question-more" => DoctorQuestionMore,
    "doctor-question-forget" => DoctorQuestionForget,
    "doctor-kept" => DoctorKept { profile: Piece, id: String },
    "doctor-outweighed" => DoctorOutweighed,
    "doctor-forgotten" => DoctorForgotten { id: String },
    "doctor-unanswered" => DoctorUnanswered,
    "sample-marks" => SampleMarks,
    "sample-persian" => SamplePersian,
    "sample-urdu" => SampleUrdu,
    "sample-pashto" => SamplePashto,
    "sample-kurdish" => SampleKurdish,
    "sample-hebrew" => SampleHebrew,
    "sample-digits" => SampleDigits,

    // The help of the command line
    "usage-about" => UsageAbout,
    "usage-after" => UsageAfter,
    "usage-config-file" => UsageConfigFile,
    "usage-bidi" => UsageBidi,
    "usage-json" => UsageJson,
    "usage-refresh" => UsageRefresh,
    "usage-doctor" => UsageDoctor,
    "usage-add" => UsageAdd,
    "usage-add-address" => UsageAddAddress,
    "usage-add-title" => UsageAddTitle,
    "usage-add-folder" => UsageAddFolder,
    "usage-add-pick" => UsageAddPick,
    "usage-add-first" => UsageAddFirst,
    "usage-import" => UsageImport,
    "usage-import-file" => UsageImportFile,
    "usage-export" => UsageExport,
    "usage-export-file" => UsageExportFile,
    "usage-export-format" => UsageExportFormat,
    "usage-list" => UsageList,
    "usage-list-unread" => UsageListUnread,
    "usage-list-saved" => UsageListSaved,
    "usage-inspect" => UsageInspect,
    "usage-inspect-places" => UsageInspectPlaces,
    "usage-inspect-type" => UsageInspectType,
    "usage-config" => UsageConfig,
    "usage-config-init" => UsageConfigInit,
    "usage-config-check" => UsageConfigCheck,
    "usage-config-show" => UsageConfigShow,
}
