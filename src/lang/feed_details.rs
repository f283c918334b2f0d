//! What is known of a feed, in words.

use std::time::Duration;

use super::{Lang, Phrase, Piece};
use crate::model::{
    Condition, FeedDetails, FeedHealth, NextPoll, PollReason, Timestamp, without_password,
};
use crate::text::CleanText;

/// Something that is known, under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is, in a word or two.
    pub name: CleanText,
    /// What there is to say, a line each.
    pub lines: Vec<CleanText>,
}

impl Lang {
    /// Tells what is known of a feed, the most wanted first; what there is nothing to say of is left out.
    #[must_use]
    pub fn feed_details(&self, details: &FeedDetails, now: Timestamp) -> Vec<Fact> {
        let told = Telling { lang: self, now };
        let facts = told.identity(details).into_iter();
        let facts = facts.chain(told.polls(details));
        let facts = facts.chain(told.document(details.record.condition.as_ref()));
        let settings = details.settings.iter();
        let settings = settings.map(|(key, value)| format!("{key} = {value}"));
        let settings = (Phrase::DetailsSettings, settings.collect());
        let told = facts.chain([settings]);
        told.filter(|(_, lines): &Told| !lines.is_empty())
            .map(|(name, lines)| Fact {
                name: CleanText::line(&self.say(&name)),
                lines: lines.iter().map(|line| CleanText::line(line)).collect(),
            })
            .collect()
    }
}

/// The name of a fact, and its lines.
type Told = (Phrase, Vec<String>);

/// Words about a feed at a time.
struct Telling<'a> {
    lang: &'a Lang,
    now: Timestamp,
}

impl Telling<'_> {
    fn when(&self, at: Timestamp) -> String {
        self.lang.say(&Phrase::DetailsWhen {
            date: Piece::new(self.lang.date(at)),
            age: Piece::new(self.lang.age(self.now, at)),
        })
    }

    /// What the feed is, and where.
    fn identity(&self, details: &FeedDetails) -> Vec<Told> {
        let subscription = &details.feed.subscription;
        let published = &details.record.published_title;
        let renamed = !published.is_empty() && *published != details.feed.title;
        let renamed = renamed.then(|| published.as_str().to_owned());
        let folder = subscription.folder.as_ref();
        let moved_to = details.feed.moved_to.as_ref().map(|url| {
            let advice = self.lang.say(&Phrase::DetailsMoved);
            vec![without_password(url), advice]
        });
        let home = details.feed.home.as_ref();
        vec![
            (Phrase::DetailsAddress, vec![subscription.source.shown()]),
            (Phrase::DetailsMovedTo, moved_to.unwrap_or_default()),
            (Phrase::DetailsPublishedAs, renamed.into_iter().collect()),
            (
                Phrase::DetailsSite,
                home.map(|url| without_password(url)).into_iter().collect(),
            ),
            (
                Phrase::DetailsFolder,
                folder
                    .map(|name| name.as_str().to_owned())
                    .into_iter()
                    .collect(),
            ),
            (
                Phrase::DetailsEntries,
                vec![self.lang.say(&Phrase::DetailsCounts {
                    total: details.feed.total,
                    unread: details.feed.unread,
                    saved: details.record.saved,
                })],
            ),
        ]
    }

    /// When it was asked for, what came of it, and when it is asked for next.
    fn polls(&self, details: &FeedDetails) -> Vec<Told> {
        let polled = details.feed.polled_at.map(|at| self.when(at));
        let polled = polled.unwrap_or_else(|| self.lang.say(&Phrase::DetailsNever));
        let brought = details.record.brought_at.map(|at| self.when(at));
        let failing = match &details.feed.health {
            FeedHealth::Failing { reason, times } => vec![
                self.lang.say(&Phrase::DetailsFailures {
                    times: u64::from(*times),
                }),
                reason.as_str().to_owned(),
            ],
            FeedHealth::Unknown | FeedHealth::Well => Vec::new(),
        };
        vec![
            (Phrase::DetailsPolled, vec![polled]),
            (Phrase::DetailsFailing, failing),
            (Phrase::DetailsBrought, brought.into_iter().collect()),
            (Phrase::DetailsNext, self.next(details.next)),
            (
                Phrase::DetailsInterval,
                vec![self.interval(details.feed.subscription.interval)],
            ),
        ]
    }

    fn next(&self, next: NextPoll) -> Vec<String> {
        let (at, why) = match next {
            NextPoll::Asked => return vec![self.lang.say(&Phrase::DetailsEnded)],
            NextPoll::At { at, why } => (at, why),
        };
        let why = match why {
            PollReason::New => None,
            PollReason::Interval => Some(Phrase::DetailsWhyInterval),
            PollReason::Fresh => Some(Phrase::DetailsWhyFresh),
            PollReason::Wished => Some(Phrase::DetailsWhyWished),
            PollReason::Skipped => Some(Phrase::DetailsWhySkipped),
            PollReason::Failures => Some(Phrase::DetailsWhyFailures),
            PollReason::HostDown => Some(Phrase::DetailsWhyHostDown),
            PollReason::Told => Some(Phrase::DetailsWhyTold),
        };
        if at <= self.now {
            return vec![self.lang.say(&Phrase::DetailsDue)];
        }
        let why = why.map(|why| self.lang.say(&why));
        [self.lang.date(at)].into_iter().chain(why).collect()
    }

    fn interval(&self, interval: Duration) -> String {
        let minutes = interval.as_secs() / 60;
        self.lang.say(&match minutes {
            minutes if minutes > 0 && minutes % (24 * 60) == 0 => Phrase::DetailsEveryDays {
                count: minutes / (24 * 60),
            },
            minutes if minutes > 0 && minutes % 60 == 0 => Phrase::DetailsEveryHours {
                count: minutes / 60,
            },
            count => Phrase::DetailsEveryMinutes { count },
        })
    }

    /// How its last document was read.
    fn document(&self, condition: Option<&Condition>) -> Vec<Told> {
        let Some(condition) = condition else {
            return Vec::new();
        };
        let encoding = self.lang.say(&Phrase::DetailsEncodingWhy {
            name: condition.encoding.name.clone().into_owned(),
            why: Piece::new(self.lang.say(&condition.encoding.reason.into())),
        });
        let warnings = condition.warnings.iter();
        let mut faults: Vec<String> = warnings.map(|one| self.lang.warning(*one)).collect();
        if condition.more_warnings > 0 {
            let count = condition.more_warnings as u64;
            faults.push(self.lang.say(&Phrase::FaultsMore { count }));
        }
        vec![
            (Phrase::DetailsEncoding, vec![encoding]),
            (Phrase::DetailsFaults, faults),
        ]
    }
}
