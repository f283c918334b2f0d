# newsterm in English: the sentences of the program.
#
# Each message has a row in src/lang/phrase.rs with the same arguments; tests hold the two together.
# A message that tells of a failure says what happened and why; its .hint says what to do next.
# Text from outside is isolated by the program, so a sentence may hold it in any direction.

## Panes and lists

pane-feeds = Feeds
list-all = All
list-unread = Unread
list-saved = Saved
list-today = Today
entry-untitled = (untitled)
entries-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
entries-search = { $list }: { $words }
story-others = +{ $count }
story-nested = { $feed }: { $title }
entries-indexed = { $percent }% indexed
entries-searching = searching …
entries-unread = { $list }, unread only

## Empty places

empty-feeds = No feeds yet. Press { $key } to follow one, or bring yours with: newsterm import FILE
empty-all = Nothing here yet. Press { $key } to refresh all feeds.
empty-unread = You have read everything. Press { $key } to look for more.
empty-saved = Nothing saved yet. Press { $key } on an entry to keep it here.
empty-today = Nothing new today so far. Press { $key } to refresh all feeds.
empty-folder = The feeds in this folder have no entries yet. Press { $key } to refresh all feeds.
empty-feed = This feed has no entries yet. Press { $key } to refresh it.
empty-filtered = Nothing unread here. Press { $key } to show what you have read, too.
empty-refreshing = Fetching your feeds…
empty-list = Nothing here answers { $words }.
empty-search = Nothing here answers { $words }. Press { $find } to ask for something else, { $back } for the whole list.
empty-indexing = Nothing found so far. newsterm is still learning the words of your entries: { $percent }% are done.
first-start = Welcome to newsterm. The news is on its way; press { $help } to see every key.

## Article

article-no-text = This entry comes without text. Press { $full } to fetch that of its page, or { $key } to open the page in the browser.
article-full-text = full text
article-no-text-no-link = This entry comes without text and without a link.
article-links = Links
article-file = { $kind }, { $size }
article-video = Video
article-audio = Audio
article-post = Post
article-page = Embedded page
article-details = Details
article-minutes = { $minutes } min
article-also-in = Also in: { $feeds }

## After the alternative text of a picture
picture-coming = loading …
picture-status = not loaded: the server answered { $status }
picture-not-there = the picture is not there any more ({ $status })
picture-private = not loaded: it is in a private network, where no feed may lead
picture-late = not loaded: no whole answer within { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
}
picture-unreachable = not loaded: the server cannot be reached
picture-too-long = not loaded: it is larger than { $limit }; raise max_body for this feed if you trust it
picture-too-large = not shown: { $width } × { $height } points are too many; open it in the browser
picture-unknown = not shown: it is no PNG, JPEG, GIF or WebP; open it in the browser
picture-broken = not shown: it is damaged
picture-too-hard = not shown: it takes too long to unpack

## Status line

status-refreshing = Refreshing: { $done } of { $total }
status-refreshing-failed = Refreshing: { $done } of { $total }, { $failed } failed
status-refreshed = { $new ->
    [0] Refreshed. Nothing new.
    [one] Refreshed: { $new } new entry.
   *[other] Refreshed: { $new } new entries.
}
status-refreshed-failed = { $new ->
    [0] Refreshed: nothing new,
    [one] Refreshed: { $new } new entry,
   *[other] Refreshed: { $new } new entries,
} { $failed ->
    [one] { $failed } feed failed.
   *[other] { $failed } feeds failed.
} { $key } on a feed marked ! tells why.
status-refresh-busy = Already refreshing.
status-feed-moved = This feed has moved. Write its new address in your settings: { $url }
status-resting = { $hours ->
    [0] { $minutes ->
        [one] The server asked for a pause. Try again in { $minutes } minute.
       *[other] The server asked for a pause. Try again in { $minutes } minutes.
    }
   *[other] The server asked for a pause. Try again in { $hours } hours.
}
status-feed-failing = { $times ->
    [one] { $reason }
   *[other] { $reason } (failed { $times } times in a row)
}
status-marked-read = Marked read.
status-marked-unread = Marked unread.
status-marked-all-read = { $count ->
    [one] Marked { $count } entry read.
   *[other] Marked { $count } entries read.
} Press { $key } to undo.
status-nothing-to-mark = Everything here is read already.
status-saved = Saved.
status-unsaved = No longer saved.
notify-entries = { $count ->
    [one] One new entry you wanted to hear of.
   *[other] { $count } new entries you wanted to hear of.
}
status-unsubscribed = { $title } is followed no more. Press { $key } to follow it again.
status-feed-not-listed = The settings do not list this feed.
status-own-list = { $name } is a list of yours, and no feed.
    .hint = Take it out of the settings, where it stands under [[lists]].
status-select-feed = Select a feed first.
status-tagged = Tagged: { $tags }
status-untagged = No tags.
status-hidden = Hidden. Press { $key } to bring it back, or search for is:hidden.
status-hidden-listed = What is hidden · { $key } brings all back
status-shown-all = { $count ->
    [one] { $count } entry is in the lists again.
   *[other] { $count } entries are in the lists again.
} Press { $key } to undo.
status-nothing-hidden = Nothing is hidden here.
status-shown = Shown again.
status-deleted = Deleted. Press { $key } to bring it back.
status-redone = Done again.
status-redone-many = { $count ->
    [one] Done again: { $count } entry changed.
   *[other] Done again: { $count } entries changed.
}
status-nothing-to-redo = Nothing to redo.
status-undone = Undone.
status-undone-mark-all = { $count ->
    [one] Undone: { $count } entry is as it was.
   *[other] Undone: { $count } entries are as they were.
}
status-nothing-to-undo = Nothing to undo.
status-no-jump = No footnote is on the screen.
status-no-way-back = There was no jump to go back from.
status-nothing-to-fold = Nothing on the screen can be folded.
status-opened = Opened in the browser.
status-story-alone = No other feed has this story.
status-no-link = This entry has no link to open.
status-page-fetching = Fetching the page for its text …
status-full-text = The text of the page. { $key } goes back to that of the feed.
status-full-text-here = The whole text is here: { $key } shows it.
status-page-outdated = The entry was edited since its page was fetched: { $key } fetches it again.
status-feed-text = The text of the feed. { $key } shows that of the page again.
status-pictures-none = This terminal shows too few colours for pictures. newsterm doctor tells more.
status-pictures-off = Pictures are off: your settings say images = "off".
status-pictures-lacking = This article has no pictures.
status-pictures-hidden = Pictures are hidden. { $key } shows them again.
status-left-here = Where you left off · { $key } beginning
status-entry-gone = This entry is no longer in the cache.
status-article-keys = { $help } keys · { $find } find · { $links } links · { $full } full text · { $back } back
status-picture-keys = { $help } keys · { $find } find · { $links } links · { $pictures } pictures · { $back } back
status-few-article-keys = { $help } keys · { $next } next entry · { $back } back
status-search-keys = { $help } keys · { $find } change the search · { $save } save it as a list · { $back } whole list
status-few-search-keys = { $help } keys · { $find } change · { $back } whole list
status-found-keys = { $help } keys · { $back } whole list · { $feed }
status-few-list-keys = { $help } keys · { $unread } next unread · { $back } back
status-few-keys = { $help } keys · { $unread } next unread · { $close } quit
status-few-entry-keys = { $help } keys · { $unread } next unread · { $feed }
status-entry-keys = { $help } keys · { $unread } next unread · { $refresh } refresh all · { $close } quit · { $feed }
status-keys = { $help } keys · { $unread } next unread · { $refresh } refresh all · { $close } quit
status-hit-keys = { $next } next hit · { $previous } previous hit · { $back } back
status-no-more-unread = No more unread entries below.
status-no-previous-unread = No unread entries above.
status-no-search = Nothing is lit here. Press { $key } to search; what is found is lit in the articles opened from there.
status-no-next-hit = Nothing more was found below.
status-no-previous-hit = Nothing more was found above.
status-no-next-entry = This is the last entry.
status-no-previous-entry = This is the first entry.
status-filter-all = Showing all entries.
status-filter-unread = Showing unread entries only.
status-elsewhere = { $chord } works { $place ->
    [feeds] in the list of feeds
    [entries] on an entry
   *[article] inside an article
}: { $what }.
status-unbound = { $chord } does nothing here. Press { $help } to see every key.
search-prompt = Search { $list }:
unsubscribe-prompt = Stop following { $title }? enter: yes, any other key: no
tags-prompt = Tags:
tags-complete = { $key }: { $tags }
links-none = There are no links here.
links-no-such = { $count ->
    [0] There are no links here.
    [one] There is { $count } link here.
   *[other] There are { $count } links here.
}
links-title = { $count ->
    [one] { $count } link
   *[other] { $count } links
}
links-keys = { $open } open · { $copy } copy · { $follow } follow as a feed · { $back } back
links-hints = Type the letters of a link; any other key goes back.
link-chosen = { $host } · { $open } open · { $copy } copy · { $follow } follow as a feed
status-select-keys = { $select } select from here · { $copy } copy · { $back } back
status-copied-text = { $lines ->
    [one] Copied { $lines } paragraph.
   *[other] Copied { $lines } paragraphs.
}
status-copied = Copied the link to { $what }.
status-no-comments = This entry names no page of comments.
share-prompt = Share with: { $targets }
share-unset = Nothing is named to share with.
    .hint = Name a program in the settings, under [[share]].
macro-stopped = { $command } does nothing here, so the rest was left undone.
list-awaited = The list is not here yet, so nothing was marked.
    .hint = Try again when it is on the screen.
pipe-prompt = Give the article to:
pipe-unclosed = A quote is not closed.
    .hint = Write the program and its arguments, such as wc -w; no shell reads them.
share-done = Shared with { $program }.
pipe-done = { $program } has read the article.
pipe-said = { $program }: { $said }
export-prompt = Write the article to:
export-done = Wrote { $path }.
status-no-media = Nothing comes with this entry that can be played.
play-unset = No player is named.
    .hint = Name one in the settings: player = ["mpv"] under [general].
play-failed = { $program } could not be started: { $cause }.
    .hint = Name another player in the settings: player = ["mpv"] under [general].
play-started = Playing with { $program }.
status-no-files = No file comes with this entry.
status-downloading = { $count ->
    [one] Downloading: { $percent } % of { $total }
   *[other] { $count } downloads: { $percent } % of { $total }
}
status-downloading-short = ↓ { $percent } %
status-downloading-some = Downloading: { $done }
files-title = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
files-keys = { $open } download · { $back } back
downloads-none = Nothing was downloaded since newsterm started.
downloads-title = { $count ->
    [one] { $count } download
   *[other] { $count } downloads
}
downloads-keys = { $open } go on · { $stop } stop · { $play } play · { $back } back
downloads-few-keys = { $stop } stop · { $back } back
download-begun = Downloading { $name }. { $key } lists downloads.
download-done = Downloaded: { $path }
download-stopped = Stopped { $name }: what has come stays.
download-percent = { $percent } % · { $done } of { $total }
download-some = { $done }
download-there = { $size }, done
download-at-rest = { $done }, stopped
download-not-there = { $done }, failed
find-prompt = Find:
find-missed = Not in this article.
find-elsewhere = { $key }: search the list
search-scope = { $key }: search everything
search-save = { $key }: save as a list
list-name-prompt = Name of the list:
status-nothing-searched = Nothing is searched for. Press { $key } to search, then save the search as a list.
status-list-unnamed = A list needs a name. Press { $key } to give it one.
status-list-saved = { $name } is a list of yours now.
status-feed-added = { $title } is followed from now on.
status-feed-known = { $title } was followed already.

## What a query is made of

query-forms = What you can search for
query-form-words = both words, in title, author or text
query-form-quoted = these words in this order
query-form-prefix = a word that begins so
query-form-not = without it; - goes before everything
query-form-or = one of the two; ( ) hold parts together
query-form-field = in the title; author: and text: too
query-form-pattern = by a regular expression; author:, feed: too
query-form-unread = not read; is:read, saved and is:hidden too
query-form-has = with a file; has:link and has:tag too
query-form-tag = that you have tagged so
query-form-feed = of feeds whose title or address has this
query-form-folder = of feeds in this folder
query-form-age = younger than two days; >1w older than a week
query-form-language = in Arabic
query-form-count = longer than 500 words; score:>5 by your rules

## What is wrong with a query

query-open-quote = the quotation has no end
    .hint = Close it with the same kind of quotation mark.
query-open-pattern = the pattern has no end
    .hint = Close it with a slash, or put the words in quotes.
query-no-pattern = texts are not searched by patterns
    .hint = Patterns stand behind title:, author: and feed:, or alone for title and author.
query-bad-pattern = not a regular expression: { $detail }
    .hint = Put the words in quotes to search for them as they are.
query-open-bracket = the bracket has no end
    .hint = Close it, or put it in quotes.
query-stray-bracket = the bracket has no beginning
    .hint = Leave it out, or put it in quotes.
query-nothing-behind = nothing behind { $sign }
    .hint = { $sign ->
        [OR] Write behind it what else may hold.
        [NOT] Write behind it what must not hold.
       *[other] Write what is meant right behind it, without a space.
    }
query-nothing-before = nothing before OR
    .hint = OR stands between two conditions.
query-unknown-field = there is no field { $name }
    .hint = Fields are tag, feed, folder, title, author, text, age, lang, has, words, score and is. Put it in quotes to search for it.
query-unknown-value = { $value } means nothing here
    .hint = It is one of { $known }.
query-bad-age = { $value } is not an age
    .hint = Write it as <12h, >2d, <1w or >1y.
query-bad-count = { $value } is not a number of words
    .hint = Write it as >500 or <50.
query-bad-score = { $value } is not a score
    .hint = Write score:>5 or score:<0.
query-bad-language = { $value } is not a language
    .hint = Write its tag, such as ar, fa or pt-BR.
query-asks-for-nothing = there is no letter or digit here, so that every entry would be meant
    .hint = Write "" if every entry is meant. Signs and pictures are found by a pattern, such as /🔥/.
query-too-large = the query is too long, or has too many parts

## A feed on its way to being followed; $take and $back are keys

add-few-prompt = Follow:
add-prompt = Follow a feed or a site:
add-title = Follow a feed
add-looking = Looking for feeds at { $address } …
add-several = The site offers { $count } feeds
add-unencrypted = Over http, not encrypted: whoever is on the way can read and change it.
add-keeping = Adding it to your settings …
add-facts = { $entries ->
    [0] no entries now
    [one] { $entries } entry
   *[other] { $entries } entries
}{ $language ->
    [none] {""}
   *[other] , in { $language }
}
add-keys-waiting = { $back }: back
add-keys-choosing = { $take }: look at it, { $back }: back
add-keys-showing = { $take }: follow it, { $back }: back

## What is known of a feed; $refresh and $back are keys

details-loading = Looking it up …
details-keys = { $refresh } refresh · { $back } back
details-address = address
details-moved-to = moved to
details-moved = It is asked for there. Write that address in your settings.
details-published-as = published as
details-site = site
details-folder = folder
details-entries = entries
details-counts = { $total } kept, { $unread } unread, { $saved } saved
details-polled = last asked
details-never = never
details-when = { $date } ({ $age })
details-failing = trouble
details-failures = { $times ->
    [one] It failed the last time.
   *[other] It failed the last { $times } times.
}
details-brought = last news
details-next = next asked
details-ended = When you ask for it, and not before: its publisher has ended it (410).
details-due = now, or as soon as newsterm runs
details-why-interval = Its interval is over then.
details-why-fresh = The server says that nothing new comes before.
details-why-wished = The feed asks to be left alone until then.
details-why-skipped = The feed says that nothing new comes in the hours before.
details-why-failures = It is left alone the longer the more often it fails.
details-why-host-down = Its server does not answer, and is tried again then.
details-why-told = The server asked for a pause until then.
details-interval = interval
details-every-minutes = { $count ->
    [one] every minute
   *[other] every { $count } minutes
}
details-every-hours = { $count ->
    [one] every hour
   *[other] every { $count } hours
}
details-every-days = { $count ->
    [one] every day
   *[other] every { $count } days
}
details-encoding = encoding
details-encoding-why = { $name }, { $why }
details-faults = mended
details-settings = settings

## Ages and dates

age-now = now
age-minutes = { $count }m
age-hours = { $count }h
age-days = { $count }d
age-weeks = { $count }w
age-months = { $count }mo
age-years = { $count }y
date-long = { $weekday }, { $day } { $month } { $year }, { $time }
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}

## Feeds that do not come

fetch-dns = The server { $host } was not found.
    .hint = Check the feed's address and your connection.
fetch-connect = The server { $host } took no connection.
    .hint = It may be down; newsterm will try again later.
fetch-tls = No secure connection to { $host }: its certificate is not trusted.
    .hint = Check the date of this computer; otherwise the site has to repair it.
fetch-no-tls = The server { $host } speaks no https.
    .hint = If whoever is on the way may read and change the feed, write http:// in place of https://.
fetch-timed-out = { $seconds ->
    [one] The server did not answer in full within { $seconds } second.
   *[other] The server did not answer in full within { $seconds } seconds.
}
    .hint = newsterm will try again later; general.timeout sets how long it waits.
fetch-cut-off = The server broke off before the whole feed had come.
    .hint = newsterm will try again later.
fetch-unauthorized = The server does not let newsterm read this feed ({ $status }).
    .hint = It may want a password (auth, user and password_command in your settings), or have a new address: look at the site's page.
fetch-not-found = There is nothing at this address (404).
    .hint = The feed may have moved; look for the new address on the site's page.
fetch-gone = The publisher has ended this feed (410).
    .hint = Remove it from your settings; what came before stays readable.
fetch-rate-limited = The server asks us to come less often (429).
    .hint = Give this feed a longer interval.
fetch-server-error = The server has trouble of its own ({ $status }).
    .hint = newsterm will try again later.
fetch-status = The server answered { $status } instead of a feed.
    .hint = Open the address in a browser to see what is there.
fetch-too-large = The feed is larger than { $limit }.
    .hint = Raise general.max_body if you trust it.
fetch-redirects = The address leads round in circles, or through too many others.
    .hint = Open it in a browser and take the address where you arrive.
fetch-redirect-refused = The server sends on to { $target }, where newsterm does not follow.
    .hint = If you trust that address, write it in place of the old one.
fetch-private = { $host } is in a private network, where a feed of the public one has no business.
    .hint = If that is your own server, write private = "allow" for this feed.
fetch-resting = { $hours ->
    [0] { $minutes ->
        [one] The server { $host } asked for a pause; newsterm asks again in { $minutes } minute.
       *[other] The server { $host } asked for a pause; newsterm asks again in { $minutes } minutes.
    }
   *[other] The server { $host } asked for a pause; newsterm asks again in { $hours } hours.
}
    .hint = Nothing is to be done; what came before stays readable.
fetch-command-missing = { $program } could not be started: { $cause }.
    .hint = Check how the command is written; it is run without a shell.
fetch-command-failed = { $program } ended with { $code }: { $said }
    .hint = Try the command in a shell to see what is wrong.
fetch-command-silent = { $program } ended with { $code }, and said nothing.
    .hint = Try the command in a shell to see what is wrong.
fetch-command-killed = { $program } was ended by signal { $signal }: { $said }
    .hint = Try the command in a shell to see what is wrong.
fetch-command-late = { $seconds ->
    [one] { $program } was not done within { $seconds } second, and was ended.
   *[other] { $program } was not done within { $seconds } seconds, and was ended.
}
    .hint = Give this feed a longer timeout.
fetch-file = { $path } cannot be read: { $cause }.
    .hint = Check the path in your settings, and the file's permissions.
fetch-no-password = There is no password: the command printed none, or the file is empty.
    .hint = Check password_command or password_file in your settings.
fetch-password-control = The password or token holds a control character, which cannot be sent.
    .hint = Only the first line is taken; look for a tab or an escape in what password_command prints or password_file holds.
fetch-client = No connection can be set up: { $cause }.
    .hint = Check the certificates of your system, or SSL_CERT_FILE.
fetch-bad-address = { $address } is not an address that can be fetched.
    .hint = Give a full address that begins with https:// or http://.
fetch-no-built-in = There is no built-in feed called { $address }.
    .hint = Remove it from your settings, or write newsterm:welcome.
fetch-not-a-feed = What is at this address is not a feed.
    .hint = It may be a web page: look there for a link called RSS or Atom.
once-connect = The server { $host } took no connection.
    .hint = It may be down: check the address, or try again later.
once-timed-out = { $seconds ->
    [one] The server did not answer in full within { $seconds } second.
   *[other] The server did not answer in full within { $seconds } seconds.
}
    .hint = Try again later; general.timeout sets how long newsterm waits.
once-cut-off = The server broke off before everything had come.
    .hint = Try again later.
once-server-error = The server has trouble of its own ({ $status }).
    .hint = Try again later.
once-damaged = The feed is damaged and could not be read.
    .hint = The publisher has to repair it.
page-no-page = What the entry links to is no page of text ({ $kind }).
    .hint = Open it in the browser instead.
page-no-text = No article was found on the page.
    .hint = Open it in the browser; full_text_keep in your settings can say where the text is.
page-nothing-more = The page has no more text than the feed.
page-not-found = The page is not there any more ({ $status }).
    .hint = The text of the feed stays; the site may have moved the page.
page-unauthorized = The server does not let newsterm read the page ({ $status }).
    .hint = It may want you to log in: open it in the browser.
page-status = The server answered { $status } instead of the page.
    .hint = Open it in the browser to see what is there.
page-cut-off = The server broke off before the whole page had come.
    .hint = Try again, or open it in the browser.
page-too-large = The page is larger than { $limit }.
    .hint = Raise max_body for this feed if you trust it.
page-too-hard = The page has too much in it to be searched for an article.
    .hint = Open it in the browser.
file-not-found = The file is not there any more ({ $status }).
    .hint = Look for it on the page of the entry.
file-unauthorized = The server does not let newsterm have the file ({ $status }).
    .hint = It may want you to log in: open the entry in the browser.
file-status = The server answered { $status } instead of the file.
    .hint = Try again later.
file-cut-off = The connection broke off after { $done }.
    .hint = What has come stays: download it again to go on.
file-stalled = { $seconds ->
    [one] Nothing more came for { $seconds } second.
   *[other] Nothing more came for { $seconds } seconds.
}
    .hint = What has come stays: download it again to go on.
file-too-large = The file is larger than { $limit }.
    .hint = Raise general.max_download if you want it.
file-private = { $host } is in a private network, where a feed of the public one has no business.
    .hint = If that is your own server, write private = "allow" for this feed.
file-disk-full = There is no room left on the disk for { $path }.
    .hint = What has come stays: make room, then download it again to go on.
file-read-only = { $path } cannot be written: it is read-only.
    .hint = Change its permissions, or name another folder in the settings: downloads under [general].
file-not-written = { $path } could not be written: { $cause }.
    .hint = Look at the folder; another one can be named in the settings: downloads under [general].
file-page = The server gave a web page instead of the rest of { $path }.
    .hint = What has come stays. It may want you to log in: open the entry in the browser, then download it again; or delete that file to begin anew.
file-busy = Another newsterm is downloading { $path }.
    .hint = Wait until it is done, or stop it there.
fetch-damaged = The feed is damaged and could not be read.
    .hint = newsterm will try again later; the publisher has to repair it.

## The cache

store-folder = The folder { $path } for your news cannot be made: { $cause }.
    .hint = Check its permissions, or name another with NEWSTERM_DATA.
store-read-only = The news at { $path } cannot be written: the file or its folder is read-only.
    .hint = Make it writable, or name another folder with NEWSTERM_DATA.
store-disk-full = The disk is full: { $path } cannot grow.
    .hint = Free some space; nothing kept so far is lost.
store-not-a-database = { $path } is not a newsterm cache, and was left as it is.
    .hint = Move that file away, or name another folder with NEWSTERM_DATA.
store-newer-version = { $path } was written by a newer newsterm (format { $found }; this one knows { $known }).
    .hint = Start the newer newsterm, or name another folder with NEWSTERM_DATA.
store-missing = There is no cache at { $path } yet.
    .hint = newsterm makes one when it starts, or with newsterm refresh.
store-held = { $path } is open in another newsterm.
    .hint = Close the other newsterm, or wait until its refresh is done.
store-cannot-move = { $path } cannot be put in its place: { $cause }.
    .hint = Check the permissions of its folder, and that the disk has room.
store-in-the-way = { $path } is there already, and was left as it is.
    .hint = Name another file, or move that one away.
store-mended = { $entries ->
    [one] The cache could not be used. { $entries } entry was saved; the old file is now { $path }.
   *[other] The cache could not be used. { $entries } entries were saved; the old file is now { $path }.
}
    .hint = newsterm restore FILE puts a backup in its place, if you have a better one.
store-found-damaged = The cache is damaged. Quit and start newsterm again: it will save all that can be saved.
    .hint = The old file will be kept.
store-damaged = The cache at { $path } is damaged.
    .hint = Start newsterm: it makes a new cache of all that can be saved, and keeps the file.
store-busy = Another program holds { $path }.
    .hint = Close the other newsterm, or wait until its refresh is done.
store-failed = The cache at { $path } failed: { $cause }.
    .hint = Try again; if it stays so, the log has the details.
store-unkept = { $count ->
    [one] The last change that you made was not kept.
   *[other] The last { $count } changes that you made were not kept.
}
    .hint = Make it again when that has passed.

## Lists of feeds that come in

find-nothing = There is no feed at this address, and none was found near it.
    .hint = Look on the site for a link called RSS, Atom or feed, and give its address.
import-is-a-folder = { $path } is a folder.
    .hint = Name a file in it: an OPML file, or urls, config or cache.db of newsboat.
import-unread = { $path } cannot be read: { $cause }.
    .hint = Check the name and its permissions.
import-not-a-list = { $path } is not a list of feeds.
    .hint = newsterm reads OPML, which most readers can export, and the files urls, config and cache.db of newsboat.
import-not-newsboat = { $path } is a database, but not the cache of newsboat.
    .hint = newsboat keeps it as cache.db, in ~/.newsboat or ~/.local/share/newsboat. From another reader export OPML, and import that.

## The terminal, and what is started from it

terminal-missing = newsterm needs a terminal to draw on, and its input or output is not one.
    .hint = Start it without a pipe, or use newsterm list and newsterm refresh in scripts.
terminal-dumb = This terminal (TERM={ $term }) cannot place text on the screen.
    .hint = Start newsterm in another terminal, or use newsterm list.
terminal-failed = The terminal failed: { $cause }.
    .hint = Start newsterm again in a new terminal.
browser-missing = No browser was found to open the link with.
    .hint = Name one in the variable BROWSER.
browser-failed = { $program } could not be started: { $cause }.
    .hint = Name another browser in the variable BROWSER.
answers-unread = Your answers to newsterm doctor in { $path } cannot be read: { $cause }.
    .hint = Check its permissions, or name another folder with NEWSTERM_STATE.
answers-foreign = { $path } holds no answers to newsterm doctor, and was left as it is.
    .hint = Move that file away, then answer newsterm doctor again.
answers-not-kept = Your answer could not be kept in { $path }: { $cause }.
    .hint = Check the permissions of its folder, or name another with NEWSTERM_STATE.
log-failed = The log { $path } cannot be written: { $cause }.
    .hint = Check its permissions, or name another folder with NEWSTERM_STATE.
no-home = Your home folder is not known, so there is no place for the news.
    .hint = Set HOME, or NEWSTERM_CONFIG, NEWSTERM_DATA and NEWSTERM_STATE.

## The settings file as a whole

config-missing = There is no settings file at { $path }.
    .hint = Check the name, or write a new one with newsterm config init.
config-folder-missing = The folder of the settings file { $path } does not exist.
    .hint = Check the name, or write a new file with newsterm config init.
config-is-a-folder = { $path } is a folder, not a settings file.
    .hint = Name the file inside it.
config-unreadable = The settings file { $path } cannot be read: { $cause }.
    .hint = Check its permissions.
config-not-utf8 = The settings file { $path } is not UTF-8 text (line { $line }).
    .hint = Save it as UTF-8 in your editor.
config-invalid = { $count ->
    [one] The settings file { $path } has { $count } mistake.
   *[other] The settings file { $path } has { $count } mistakes.
}
    .hint = Correct it, then try newsterm config check.
config-exists = { $path } exists already, and was left as it is.
    .hint = Move it away first, or name another file with --config.
config-not-written = The settings file { $path } could not be written: { $cause }.
    .hint = Check the permissions of its folder.
config-emptied = Nothing is left of the settings in { $path }.
    .hint = Quit, and put { $copy } in their place; entries and marks are all kept.
config-locked = Another program holds the folder of { $path } locked; the file was left as it is.
    .hint = Try again when that program is done; it is most likely another newsterm that follows feeds.
config-not-edited = The settings file { $path } could not be changed safely, and was left as it is.
    .hint = Write it there by hand, as newsterm config init shows.
config-list-exists = There is a list called { $name } already.
    .hint = Give this one another name.

## Places in the settings file

config-syntax = this is not TOML: { $detail }
config-unknown-key = `{ $table }` has no key `{ $key }`
config-unknown-key-top = there is no table or key `{ $key }`
config-unknown-command = there is no command `{ $command }`
    .hint = newsterm config show lists every command
config-unknown-role = there is no role `{ $role }`
    .hint = newsterm config init writes a file that lists every role
config-unknown-value = `{ $value }` is not one of the words for this key
config-wrong-type = { $expected } is expected here, not { $found }
config-missing-key = the key `{ $key }` is missing
config-out-of-range = the value must lie between { $least } and { $most }
config-bad-duration = `{ $value }` is not a length of time
    .hint = write minutes as a number, or "30m", "2h", "1d"
config-bad-size = `{ $value }` is not a size
    .hint = write bytes as a number, or "512 KiB", "10 MiB"
config-empty-chord = no key is named here
    .hint = write keys like "j", "G", "ctrl-d", "shift-tab", "f5", or "g g" for one after the other
config-unknown-chord-key = there is no key `{ $key }`
    .hint = write keys like "j", "G", "ctrl-d", "shift-tab", "f5", or "g g" for one after the other
config-shifted-character = what shift makes of `{ $character }` depends on the keyboard
    .hint = write the character that shift gives, like "!" or "?"
config-begins-with-count = `{ $chord }` begins with a digit, and digits repeat the key that follows
    .hint = take another key
config-chord-taken = `{ $chord }` is bound to `{ $command }` already
    .hint = give one of the two another key
config-chord-shadowed = `{ $chord }` and `{ $other }` (bound to `{ $command }`) begin alike, so one could never be typed
    .hint = give one of the two another key
config-bad-color = `{ $color }` is not a colour
    .hint = write "#rrggbb", a number from 0 to 255, "default", or a name such as "blue" or "bright-blue"
config-empty-url = the address is empty
    .hint = give a full address that begins with https:// or http://
config-bad-url = `{ $url }` is not an address: { $cause }
    .hint = give a full address that begins with https:// or http://
config-bad-scheme = feeds cannot be fetched by `{ $scheme }`
    .hint = give an address that begins with https:// or http://
config-duplicate-feed = the feed { $url } is listed twice
    .hint = remove one of the two
config-duplicate-folder = the folder { $name } is described twice
    .hint = make one of the two
config-two-sources = a feed comes from an address or from a command, not from both
    .hint = remove url or exec
config-empty-command = no command is named here
    .hint = write the command and its arguments as a list of texts: ["curl", "--silent", "https://example.org/"]
config-partial-placeholder = `{ $argument }` is put together with what stands for something else
    .hint = write {"{url}"}, {"{title}"}, {"{author}"} and {"{file}"} as arguments of their own: ["toot", "post", "{"{url}"}"]
config-partial-path = `{ $path }` is not a full path
    .hint = begin it with / or with ~/
config-bad-header = `{ $name }` is not the name of a header field
    .hint = write names such as "X-Api-Key", and their values as texts
config-bad-header-value = this cannot stand in a header field
    .hint = write letters without accents, digits and signs, all on one line
config-bad-proxy = this is no proxy
    .hint = write "system", "none", or an address such as "http://proxy.example:3128" or "socks5h://127.0.0.1:9050"
config-bad-selector = `{ $selector }` is no CSS selector
    .hint = write selectors such as "article .body", "main" or "div[itemprop=articleBody]"
config-did-you-mean = did you mean `{ $name }`?
config-one-of = it can be { $names }
config-known-keys = the keys here are { $names }
config-first-here = first here

## Kinds of value in the settings file

kind-boolean = true or false
kind-integer = a whole number
kind-float = a number with a fraction
kind-string = a text in quotes
kind-date = a date
kind-array = a list
kind-table = a table
kind-minutes = a length of time
kind-size = a size
kind-chords = a key or a list of keys
kind-color = a colour or a pair of colours
kind-feeds = a list of [[feeds]] tables
kind-rules = a list of [[rules]] tables
kind-lists = a list of [[lists]] tables
kind-folders = a list of [[folders]] tables
kind-macros = a list of [[macros]] tables
kind-shares = a list of [[share]] tables
kind-commands = a list of names of commands
kind-command = a command as a list of texts
kind-selectors = a list of CSS selectors

## Help

help-title = Keys
help-moving = Moving
help-reading = Reading
help-marking = Marking
help-feeds = Feeds
help-macros = Macros
help-program = Program
help-close = Press { $key } to close this.
help-more = { $count } more below · { $key } next page
help-unbound = not bound
help-count = Type a number before a key to repeat it: 5 j moves down five rows.

## Commands

command-down = Move down
command-up = Move up
command-page-down = Move down a page
command-page-up = Move up a page
command-half-page-down = Move down half a page
command-half-page-up = Move up half a page
command-first = Go to the first row
command-last = Go to the last row
command-open = Open the list or the entry
command-back = Go back
command-next-pane = Go to the next pane
command-previous-pane = Go to the previous pane
command-next-entry = Go to the next entry
command-previous-entry = Go to the previous entry
command-next-unread = Go to the next unread entry
command-previous-unread = Go to the previous unread entry
command-toggle-read = Mark the entry read or unread
command-toggle-saved = Save the entry, or let it go
command-mark-all-read = Mark the whole list read
command-edit-tags = Tag the entry
command-toggle-hidden = Hide the entry from the lists, or show it again
command-show-hidden = List what is hidden; there, show all of it again
command-delete = Delete the entry
command-undo = Undo the last marking
command-redo = Redo what was undone
command-refresh-feed = Refresh this feed
command-refresh-all = Refresh all feeds
command-open-in-browser = Open the page in the browser
command-full-text = Text of the page, or of the feed
command-pictures = Show the pictures of the article, or hide them
command-fetch-page = Fetch the page again for its text
command-next-hit = Next place in the article that the search found
command-previous-hit = Previous place that the search found
command-follow-link = Choose a link by its letters or its number
command-list-links = List the links of the article
command-select = Select lines of the article to copy
command-copy-link = Copy what is selected, else the entry's link
command-copy-title = Copy the title and the link of the entry
command-open-comments = Open the page of comments in the browser
command-pipe = Give the article to a program, as text
command-share = Share the article with a program of the settings
command-export = Write the article to a file: .md, .html or .txt
command-play = Play the sound or video of the entry
command-download = Download a file of the entry, or go on with it
command-downloads = Downloads
command-search = Search the list; find words in an article
command-save-search = Save the search as a list of your own
command-toggle-filter = Show all entries, or only unread
command-add-feed = Follow a feed, or the feed of a site
command-unsubscribe = Stop following the feed
command-feed-details = Show what is known of the feed, and its faults
command-follow-jump = Jump to a footnote, or back from it
command-jump-back = Go back to where you jumped from
command-toggle-fold = Fold or unfold a folder, a story or a part
command-help = Show or hide this help
command-close = Close what is on top, the article or the search; then quit
command-quit = Quit at once
command-suspend = Go to the shell for a while
command-redraw = Draw the screen anew

## The command line

label-error = error
label-warning = warning
label-hint = hint
cli-config-written = Wrote { $path }. Add your feeds there, then start newsterm.
cli-config-good = { $feeds ->
    [one] { $path } is in order: { $feeds } feed.
   *[other] { $path } is in order: { $feeds } feeds.
}
cli-config-none = { $feeds ->
    [one] There is no { $path }; newsterm runs on its built-in settings with { $feeds } feed.
   *[other] There is no { $path }; newsterm runs on its built-in settings with { $feeds } feeds.
}
    .hint = newsterm config init writes a file to start from.
cli-refreshed = { $feeds ->
    [one] Refreshed { $feeds } feed:
   *[other] Refreshed { $feeds } feeds:
} { $new ->
    [0] nothing new
    [one] { $new } new entry
   *[other] { $new } new entries
}{ $failed ->
    [0] .
    [one] , { $failed } feed failed.
   *[other] , { $failed } feeds failed.
}
cli-feed-failed = { $feed }: { $reason }
cli-feed-refreshed = { $new ->
    [0] { $feed }: nothing new
    [one] { $feed }: { $new } new entry
   *[other] { $feed }: { $new } new entries
}
cli-feed-moved = { $feed } has moved. Write its new address in your settings: { $url }
cli-feed-resting = { $hours ->
    [0] { $minutes ->
        [one] { $feed }: left alone for another minute
       *[other] { $feed }: left alone for another { $minutes } minutes
    }
   *[other] { $feed }: left alone for another { $hours } hours
}
cli-feed-ended = { $feed }: ended by its publisher (410), so not asked any more
cli-list-empty = No entries.
cli-backed-up = The cache was copied to { $path }.
cli-restored = { $path } is the cache now.
cli-restored-aside = { $path } is the cache now; the one before is { $aside }.
cli-removed = { $title } is followed no more and gone from { $path }; its entries are kept. u on the screen takes it back.
cli-remove-unknown = No feed has the address or the title { $name }.
    .hint = newsterm export names the feeds you follow.
cli-remove-several = { $count } feeds are called { $name }.
    .hint = Name the one you mean by its address.
cli-no-rules = The settings have no rules.
    .hint = Write [[rules]] tables; newsterm config init writes a file with an example.
cli-rules-tried = { $entries ->
    [one] Tried on one entry; nothing was changed.
   *[other] Tried on { $entries } entries; nothing was changed.
}
cli-db-whole = { $path } is whole.
cli-db-miscounted = { $feeds ->
    [one] The numbers beside { $feeds } feed are wrong.
   *[other] The numbers beside { $feeds } feeds are wrong.
}
cli-db-vacuumed = { $path } takes { $after } now; before, { $before }.
cli-db-stats =
    cache: { $path }
    size: { $file }, of which { $free } free, { $texts } texts
    feeds: { $feeds } listed, { $hidden } no longer
    entries: { $entries }, and { $deleted } deleted that undo brings back
    gone for good: { $graves }
    actions to undo: { $actions }
    automatic backups: { $backups }
cli-reindexed =
    { $count ->
        [one] Indexed { $count } entry.
       *[other] Indexed { $count } entries.
    }
cli-bad-query = the query is not understood
cli-add-found = { $title } ({ $address }){ $language ->
    [none] {""}
   *[other] , in { $language }
}: { $entries ->
    [0] no entries now
    [one] { $entries } entry
   *[other] { $entries } entries
}
cli-add-several = The site offers { $count } feeds.
    .hint = Take one with --pick and its number, or the first with --first.
cli-add-which = Which one do you want to follow (1 to { $count })? Enter alone for none:
cli-add-no-such = { $count ->
    [one] The site offers { $count } feed only.
   *[other] The site offers { $count } feeds only.
}
    .hint = Give a number among those with --pick.
cli-added = Added { $title } to { $path }.
cli-add-known = { $title } is listed in { $path } already.
cli-imported = { $new ->
    [0] No feed was added to { $path }
    [one] Added { $new } feed to { $path }
   *[other] Added { $new } feeds to { $path }
}{ $known ->
    [0] .
    [one] ; { $known } was listed already.
   *[other] ; { $known } were listed already.
}
cli-imported-entries = { $new ->
    [0] No new entries came with them
    [one] { $new } entry came with them
   *[other] { $new } entries came with them
}{ $known ->
    [0] .
    [one] ; { $known } was here already and has taken over the marks.
   *[other] ; { $known } were here already and have taken over the marks.
}
cli-imported-lists = { $new ->
    [0] No list was added
    [one] Added { $new } list
   *[other] Added { $new } lists
} made of query feeds{ $known ->
    [0] .
    [one] ; { $known } has the name of a list you have, which stays as it is.
   *[other] ; { $known } have names of lists you have, which stay as they are.
}
cli-imported-list = { $name }: { $query }
cli-imported-rules = { $new ->
    [0] No rule was added
    [one] Added { $new } rule
   *[other] Added { $new } rules
} to hide new entries and mark them read{ $known ->
    [0] .
    [one] ; { $known } is there already.
   *[other] ; { $known } are there already.
}
cli-imported-rule = hidden: { $query }
cli-import-rule-unsaid = { $line ->
    [none] left out
   *[other] left out, line { $line }
}: { $what } ([[rules]] in your settings hide entries, but have no words for { $part })
cli-import-unsaid = { $line ->
    [none] left out
   *[other] left out, line { $line }
}: { $what } (a search through other feeds; [[lists]] in your settings are such, but have no words for { $part })
cli-import-skipped = { $line ->
    [none] left out
   *[other] left out, line { $line }
}: { $what } ({ $reason ->
    [command] newsterm runs no command that comes with a list; exec and filter in your settings do
    [no-address] the list has no address of this feed; newsterm add looks for it on the site
    [query] a search through other feeds; [[lists]] in your settings are such
    [rule] it does not say which entries of which feeds
    [not-web] not an address of the web
   *[other] not a feed
})
cli-import-settings = Settings of another reader are not taken over. What newsterm has in their place:
cli-import-setting = line { $line }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}: { $what } ({ $kind ->
    [setting] in your settings: { $instead }
    [command] press { $instead }
    [variable] set { $instead } in your environment
    [import] import that file as well
   *[nothing] newsterm has nothing like it
})
cli-imported-named = { $feeds ->
    [one] { $feeds } feed had neither a title nor a folder in your settings, and has those of the list now.
   *[other] { $feeds } feeds had neither a title nor a folder in your settings, and have those of the list now.
}
cli-imported-hidden = { $feeds ->
    [one] { $feeds } feed that newsboat hides is shown like the others.
   *[other] { $feeds } feeds that newsboat hides are shown like the others.
}
cli-imported-tagged = { $feeds ->
    [one] { $feeds } feed has several tags: the first is its folder, and newsterm export gives all of them out again.
   *[other] { $feeds } feeds have several tags: the first is their folder, and newsterm export gives all of them out again.
}
cli-import-skipped-more = left out: { $count } more
cli-built-in-kept = The feeds you had until now were built in; they are written there too. Remove those you do not want.
cli-exported-without = { $feeds ->
    [one] Names and passwords in the addresses of { $feeds } feed were left out; add them by hand where you import.
   *[other] Names and passwords in the addresses of { $feeds } feeds were left out; add them by hand where you import.
}
cli-exported = { $feeds ->
    [one] Wrote { $feeds } feed to { $path }.
   *[other] Wrote { $feeds } feeds to { $path }.
}
cli-exported-entries = { $entries ->
    [one] Wrote { $entries } entry to { $path }.
   *[other] Wrote { $entries } entries to { $path }.
}
export-not-written = { $path } could not be written: { $cause }.
    .hint = Take another name, in a folder that is there; nothing is written over a file.

## What newsterm inspect tells

inspect-file = { $path } cannot be read: { $cause }.
    .hint = Give a file or an address that begins with https:// or http://.
inspect-encoding = encoding: { $name }, { $why }
inspect-page = page: { $url }
inspect-language = language: { $language }
inspect-author = author: { $author }
inspect-updated = updated: { $date }
inspect-image = picture: { $url }
inspect-rights = rights: { $rights }
inspect-categories = categories: { $categories }
inspect-comments = comments: { $url }
inspect-enclosure = { $kind ->
    [none] file: { $url }
   *[other] file: { $url } ({ $kind })
}
inspect-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
inspect-place = line { $line }, column { $column }: { $what }
fault-leading-text = text stood before the feed and was left out
fault-missing-end = an element was not ended before this place, or ended under another name
fault-stray-end = an end tag has no beginning and was left out
fault-bare-markup = a “<” or “&” begins nothing and was read as text
fault-too-deep = elements are nested deeper than any feed needs and were left out
fault-too-many = there are more entries than any feed has, and the rest was left out
fault-not-an-entry = before this place something among the entries is none and was left out
fault-truncated = the document breaks off here; an entry that is not whole was left out
faults-more = { $count ->
    [one] and at { $count } place more
   *[other] and at { $count } places more
}
encoding-mark = by its byte order mark
encoding-bytes = by its bytes
encoding-header = named by the server
encoding-declaration = named in the document
encoding-guess = guessed, since nothing that fits is named

## What newsterm doctor tells; $state is yes, no or unknown

doctor-terminal = Terminal
doctor-unasked = There is no terminal here to ask; only the environment tells something.
doctor-incomplete = It did not answer in full; over a slow connection, try again.
doctor-id = known as: { $id }
doctor-size = size: { $columns } columns, { $rows } rows
doctor-device = kind and version (DA2): { $numbers }
doctor-bidi-mode = can be told to leave the order of text alone (BDSM): { $state ->
    [yes] yes
    [no] no
   *[unknown] not told
}
doctor-background = background: { $kind ->
    [dark] dark
    [light] light
   *[unknown] not told, so taken for dark
}
doctor-colors = colours used: { $depth ->
    [none] none
    [truecolor] all
   *[other] { $depth }
}
doctor-synchronized = shows a frame at once (synchronized output): { $state ->
    [yes] yes
    [no] no
   *[unknown] not told
}
doctor-keyboard = kitty keyboard protocol: { $state ->
    [yes] yes
    [no] no
   *[unknown] not told
} (newsterm does without)
doctor-clipboard = clipboard (OSC 52): { $state ->
    [yes] yes
   *[unknown] not told; most terminals do not
}
doctor-sixel = sixel pictures: { $state ->
    [yes] yes
    [no] no
   *[unknown] not told
}
doctor-graphics = kitty pictures: { $state ->
    [yes] yes
    [no] no
   *[unknown] not told
}
doctor-hyperlinks = hyperlinks: a terminal cannot be asked
doctor-pictures = pictures of articles: { $protocol }, because { $reason ->
    [settings] your settings say so
    [multiplexer] a multiplexer stands between
    [graphics] the terminal takes kitty pictures
    [sixel] the terminal shows sixel pictures
    [name] the terminal calls itself so
    [variable] the environment says so
   *[cells] the terminal tells of no better way
}; a letter takes { $width } × { $height } points
doctor-pictures-none = pictures of articles: none, for they need more colours
doctor-bidi = Right-to-left text
doctor-profile = profile: { $profile }, because { $why }
doctor-found = without that it would be: { $profile }, because { $why }
doctor-marks = vowel marks: { $state ->
    [yes] shown
   *[no] left out
}
doctor-font = font: a terminal cannot be asked. Are letters boxes, or not joined? DejaVu Sans Mono
        has Arabic and Persian; FreeMono or Unifont beside it has Urdu, Pashto and Kurdish.
doctor-kitty = kitty turns words that need two fonts in pieces; one font for all letters mends it:
        symbol_map U+0620-U+06FF,U+FB50-U+FDFF,U+FE70-U+FEFF FreeMono
doctor-lossy = With this profile, numbers that touch Arabic letters can stand on the wrong side.
doctor-console = The Linux console has no Arabic or Hebrew letters; start newsterm in a graphical terminal.
doctor-files = Files
doctor-settings-file = settings: { $path }
doctor-settings-none = settings: built in; { $path } is not there
doctor-cache-file = cache: { $path }
doctor-pictures-folder = pictures: { $path }
doctor-log-file = log: { $path }
doctor-answers-file = answers about terminals: { $path }
why-argument = you named it with --bidi
why-bidi-variable = NEWSTERM_BIDI names it
why-answer = you chose it for this terminal
why-settings = your settings name it (ui.bidi)
why-bidi-mode = the terminal can be told to leave the order of text alone
why-version = the terminal calls itself { $name }
why-device = the terminal gave the numbers { $numbers }
why-multiplexer = a multiplexer runs in { $client }
why-multiplexer-unknown = a multiplexer hides the terminal
why-variable = the variable { $name } tells so
why-unknown = nothing tells which terminal this is
doctor-samples = Which line reads right?
doctor-also = More text, in the profile { $profile }
doctor-question = Press the number of a line that reads right in a straight box, or Enter.
doctor-question-more = Space shows other ways.
doctor-question-forget = 0 forgets what you chose before.
doctor-kept = Kept: { $profile } for { $id }.
doctor-outweighed = --bidi and NEWSTERM_BIDI still outweigh it.
doctor-forgotten = Forgotten: newsterm finds out by itself for { $id }.
doctor-unanswered = Nothing changed.
sample-marks = Arabic, vowels
sample-persian = Persian
sample-urdu = Urdu
sample-pashto = Pashto
sample-kurdish = Kurdish
sample-hebrew = Hebrew
sample-digits = Digits

## The help of the command line

usage-about = Read the news in the terminal. Arabic, Persian, Urdu and Hebrew read right in any of them.
usage-after =
    Without a command newsterm shows its screen; press ? there to see every key.

    Exit codes: 0 done, 1 something failed (after refresh: at least one feed), 2 wrong arguments,
    3 settings not usable, 4 cache not usable, 5 terminal not usable, 6 several feeds to choose from,
    130 told to end (Ctrl-C).
usage-config-file = The settings to use instead of those in your configuration folder
usage-bidi = How right-to-left text is brought to this terminal; found out when not given
usage-json = Print JSON, one object a line
usage-refresh = Fetch all feeds once, without a screen
usage-backup = Copy the cache to a file
usage-backup-file = The file to write; today's automatic backup when not given
usage-restore = Put a copy in the place of the cache, which is moved aside
usage-restore-file = The copy
usage-remove = Stop following a feed
usage-remove-name = The address of the feed, or its title
usage-feed = Show what is known of a feed: its polls, its encoding, what was mended, its settings
usage-rules = The rules for new entries
usage-rules-test = Show what the rules would do to the last 1,000 entries; nothing is changed
usage-db = Look after the cache
usage-db-check = Say whether the cache is whole
usage-db-vacuum = Write the cache anew, as small as it can be
usage-db-stats = Say how large the cache is, and what it holds
usage-db-reindex = Make the index for searches anew
usage-refresh-anyway = Also those in trouble and those that have ended; who asked for a pause still gets it
usage-doctor = Say what this terminal can do, and find out which way it shows right-to-left text right
usage-add = Follow a feed, or the feed of a site
usage-add-address = The address of a feed or of a site, such as example.org
usage-add-title = What to call it, in place of the publisher's title
usage-add-folder = The folder to put it in
usage-add-pick = Which feed to take where the site offers several, from 1
usage-add-first = Take the first feed where the site offers several
usage-import = Follow the feeds of another reader, and take over what it kept
usage-import-file = An OPML file, or the files urls, config or cache.db of newsboat
usage-export = Print the feeds for another reader, or entries as texts
usage-export-file = The file to write, which must not be there yet; - for standard output
usage-export-feed-text = Of entries the text that the feed gives, also where that of the page is here
usage-export-rest = The file for the feeds, as --output; with another format the query that says which entries (docs/query.md)
usage-export-format = The feeds as opml; entries as markdown, html or text
usage-list = Print entries, newest first: date, marks (N not read, S saved), feed, title, link
usage-list-more = docs/query.md tells all of it. On the screen, / takes the same.
usage-list-query = What they must be, for example: unread "climate talks" -opinion (docs/query.md)
usage-list-unread = Only entries not read
usage-list-saved = Only entries saved
usage-list-snippets = With the part of the text that answers QUERY, else its beginning
usage-inspect = Show how newsterm reads feeds, without subscribing to them
usage-inspect-places = Files, or addresses that begin with https:// or http://
usage-inspect-type = The Content-Type of files, and in place of what a server says
usage-config = Write, check or show the settings
usage-config-init = Write a commented settings file to start from
usage-config-check = Say whether the settings are in order
usage-config-show = Print the settings in use, defaults included
