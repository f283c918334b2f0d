use super::*;
use crate::model::{FeedId, Validators};
use crate::store::LastPoll;

/// Wednesday, 25 November 2026, 12:00 UTC.
const NOON: Timestamp = Timestamp(1_795_608_000);
const DAY: Duration = Duration::from_hours(24);

/// A feed that is polled every hour.
fn state(last: LastPoll) -> PollState {
    PollState {
        feed: FeedId(1),
        source: FeedSource::new("https://news.example/feed"),
        moved_to: None,
        validators: Validators::default(),
        reading: 0,
        interval: Duration::from_hours(1),
        last,
    }
}

/// Polled at noon, and well.
fn well() -> LastPoll {
    LastPoll {
        at: Some(NOON),
        ..LastPoll::default()
    }
}

fn failed(failures: u32, setback: Setback) -> LastPoll {
    LastPoll {
        failures,
        setback,
        ..well()
    }
}

/// Minutes from noon until a feed is due, without what the lot adds.
fn minutes(last: LastPoll) -> i64 {
    let Due::At(due) = due(&state(last), DAY, NOON) else {
        panic!("never due");
    };
    let minutes = due.seconds_since(NOON) / 60;
    minutes - minutes % 5
}

#[test]
fn a_feed_never_polled_is_due_at_once() {
    assert_eq!(due(&state(LastPoll::default()), DAY, NOON), Due::At(NOON));
}

#[test]
fn a_feed_rests_for_its_interval_and_at_most_a_tenth_more() {
    for feed in 0..500 {
        let state = PollState {
            feed: FeedId(feed),
            ..state(well())
        };
        let Due::At(at) = due(&state, DAY, NOON) else {
            panic!("never due");
        };
        let rest = at.seconds_since(NOON);
        assert!((3600..=3960).contains(&rest), "{rest}");
        // The lot is drawn once.
        assert_eq!(due(&state, DAY, NOON.plus_seconds(100)), Due::At(at));
    }
}

#[test]
fn feeds_polled_at_one_time_do_not_come_back_at_one_time() {
    let rest = |feed| {
        let state = PollState {
            feed: FeedId(feed),
            ..state(well())
        };
        due(&state, DAY, NOON)
    };
    let mut rests: Vec<_> = (0..100).map(rest).collect();
    rests.sort_unstable();
    rests.dedup();
    assert!(rests.len() > 50, "{} different rests", rests.len());
}

#[test]
fn a_clock_that_was_set_back_puts_no_feed_off_for_ever() {
    let ahead = |seconds, setback| {
        let last = LastPoll {
            at: Some(NOON.plus_seconds(seconds)),
            ..failed(u32::from(setback != Setback::Feed), setback)
        };
        state(last)
    };
    let a_little = ahead(600, Setback::Feed);
    let Due::At(at) = due(&a_little, DAY, NOON) else {
        panic!("never due");
    };
    assert!((3600..=3960).contains(&at.seconds_since(NOON)));
    // Who reads for minutes at a time would not live to see the end of a rest that begins anew each time.
    let years = 1_000_000_000;
    assert_eq!(due(&ahead(years, Setback::Feed), DAY, NOON), Due::At(NOON));
    let wait = Duration::from_hours(1);
    for setback in [
        Setback::Host,
        Setback::Told { wait },
        Setback::ToldElsewhere { wait },
    ] {
        let state = ahead(years, setback);
        let host = host_state([&state].into_iter(), NOON);
        assert_eq!(host, HostState::Open, "{setback:?}");
        assert_eq!(due(&state, DAY, NOON), Due::At(NOON));
        assert_eq!(put_off(&state, host, NOON), None);
        assert_eq!(told_elsewhere(&state, NOON), None);
    }
    assert_eq!(due(&ahead(years, Setback::Gone), DAY, NOON), Due::Never);
}

#[test]
fn a_publisher_can_wish_for_a_longer_rest_but_not_for_one_without_end() {
    let fresh = |fresh_for| LastPoll {
        fresh_for: Some(fresh_for),
        ..well()
    };
    let ttl = |ttl| LastPoll {
        cadence: Cadence {
            ttl: Some(ttl),
            ..Cadence::default()
        },
        ..well()
    };
    let (short, long, endless) = (
        Duration::from_mins(1),
        Duration::from_hours(3),
        Duration::from_hours(24 * 365),
    );
    for wish in [fresh, ttl] {
        let hours = |wished| minutes(wish(wished)) / 60;
        assert_eq!([hours(short), hours(long)], [1, 3]);
        assert!((24..=26).contains(&hours(endless)));
    }
}

#[test]
fn hours_and_days_without_news_are_slept_over() {
    let skipping = |skip_hours, skip_days| {
        let cadence = Cadence {
            ttl: None,
            skip_hours,
            skip_days,
        };
        let last = LastPoll { cadence, ..well() };
        let Due::At(at) = due(&state(last), Duration::from_hours(72), NOON) else {
            panic!("never due");
        };
        at.seconds_since(NOON) / 60
    };
    // 13:00 and 14:00 are skipped: 15:00 is next.
    assert_eq!(skipping(1 << 13 | 1 << 14, 0), 180);
    // Wednesday and Thursday are skipped: midnight before Friday is next.
    assert_eq!(skipping(0, 1 << 2 | 1 << 3), 36 * 60);
    // Who names all hours has named none.
    assert!((60..=66).contains(&skipping(u32::MAX, 0)));
    // Not even a week of silence makes a feed rest longer than the reader allows.
    assert_eq!(skipping(0, 0b111_1110), 72 * 60);
}

#[test]
fn a_feed_that_fails_is_left_alone_for_longer_and_longer_but_not_for_ever() {
    let hours = |failures| minutes(failed(failures, Setback::Feed)) / 60;
    assert_eq!([hours(1), hours(2), hours(3)], [2, 4, 8]);
    assert!((24..=26).contains(&hours(60)));
}

#[test]
fn trouble_of_a_host_is_looked_at_again_soon_at_first() {
    let minutes = |failures| minutes(failed(failures, Setback::Host));
    assert_eq!([minutes(1), minutes(2), minutes(3)], [5, 10, 20]);
    assert!(minutes(60) <= 26 * 60);
}

#[test]
fn a_server_is_left_alone_as_long_as_it_says_but_a_day_at_most() {
    let told = |wait| minutes(failed(1, Setback::Told { wait })) / 60;
    assert_eq!(told(Duration::from_hours(5)), 5);
    assert_eq!(told(Duration::from_secs(1)), 1, "no sooner than usual");
    assert_eq!(told(Duration::from_hours(1000)), 24);
}

#[test]
fn a_feed_that_has_ended_is_never_due() {
    let ended = state(failed(1, Setback::Gone));
    assert_eq!(due(&ended, DAY, NOON), Due::Never);
    assert_eq!(due_on(&ended, Due::Never, HostState::Open), None);
    assert_eq!(put_off(&ended, HostState::Open, NOON), Some(Due::Never));
}

#[test]
fn what_one_feed_is_told_holds_for_its_host() {
    let wait = Duration::from_hours(5);
    let (told, other) = (state(failed(1, Setback::Told { wait })), state(well()));
    let until = NOON.plus_seconds(5 * 3600);
    let host = host_state([&told, &other].into_iter(), NOON);
    assert_eq!(host, HostState::Told(until));
    for feed in [&other, &state(LastPoll::default())] {
        assert_eq!(due_on(feed, due(feed, DAY, NOON), host), Some(until));
    }
    assert_eq!(put_off(&other, host, NOON), Some(Due::At(until)));
    // A host that has said it long ago is open.
    let later = until.plus_seconds(1);
    assert_eq!(
        host_state([&told, &other].into_iter(), later),
        HostState::Open
    );
}

#[test]
fn a_host_is_down_when_none_of_its_feeds_comes() {
    let (down, new) = (state(failed(3, Setback::Host)), state(LastPoll::default()));
    let missing = state(failed(3, Setback::Feed));
    let HostState::Down(until) = host_state([&down, &new].into_iter(), NOON) else {
        panic!("open");
    };
    assert!((20..=22).contains(&(until.seconds_since(NOON) / 60)));
    let due_on = |feed, own| due_on(feed, Due::At(own), HostState::Down(until));
    assert_eq!(due_on(&down, NOON), Some(until));
    // A feed that has never been asked is asked once.
    assert_eq!(due_on(&new, NOON), Some(NOON));
    for other in [&missing, &state(well())] {
        assert_eq!(
            host_state([&down, other].into_iter(), NOON),
            HostState::Open
        );
    }
    assert_eq!(host_state([&new].into_iter(), NOON), HostState::Open);
}

#[test]
fn who_wants_all_feeds_gets_those_that_are_merely_not_due() {
    let later = NOON.plus_seconds(60);
    for last in [well(), LastPoll::default(), failed(3, Setback::Feed)] {
        assert_eq!(put_off(&state(last), HostState::Open, later), None);
    }
    let down = state(failed(1, Setback::Host));
    assert!(put_off(&down, HostState::Open, later).is_some());
    assert_eq!(
        put_off(&down, HostState::Open, NOON.plus_seconds(400)),
        None
    );
}

#[test]
fn a_host_is_a_name_and_a_port() {
    let asked = |moved_to: Option<&str>| {
        host(&PollState {
            moved_to: moved_to.map(str::to_owned),
            ..state(well())
        })
    };
    assert_eq!(asked(None), "news.example:443");
    assert_eq!(asked(Some("http://new.example/x")), "new.example:80");
    let built_in = PollState {
        source: FeedSource::new("newsterm:welcome"),
        ..state(well())
    };
    assert_eq!(host(&built_in), "");
}

#[test]
fn of_a_host_that_is_down_one_feed_is_asked_at_a_time() {
    let hosts = ["down:80", "open:80", "busy:80"].map(str::to_owned);
    let down = HostState::Down(NOON);
    let ready = |feed, host: usize, host_state| Ready {
        feed: FeedId(feed),
        host: &hosts[host],
        host_state,
        busy: host == 2,
    };
    let starts = starting([
        ready(1, 0, down),
        ready(2, 0, down),
        ready(3, 1, HostState::Open),
        ready(4, 1, HostState::Open),
        ready(5, 2, down),
    ]);
    assert_eq!(starts, [1, 3, 4].map(FeedId));
}

/// Why a feed is polled when it is, on a host in a state.
fn why(last: LastPoll, host: HostState) -> PollReason {
    match next(&state(last), host, DAY, NOON) {
        NextPoll::At { why, .. } => why,
        NextPoll::Asked => panic!("never due"),
    }
}

#[test]
fn it_is_known_why_a_feed_is_polled_when_it_is() {
    let hours = |hours| Some(Duration::from_hours(hours));
    let cadence = |ttl, skip_days| Cadence {
        ttl,
        skip_days,
        ..Cadence::default()
    };
    let told = Setback::Told {
        wait: Duration::from_hours(5),
    };
    let soon = Setback::Told {
        wait: Duration::from_mins(5),
    };
    for (last, expected) in [
        (LastPoll::default(), PollReason::New),
        (well(), PollReason::Interval),
        (
            LastPoll {
                fresh_for: hours(3),
                ..well()
            },
            PollReason::Fresh,
        ),
        (
            LastPoll {
                cadence: cadence(hours(3), 0),
                ..well()
            },
            PollReason::Wished,
        ),
        // Wednesday and Thursday.
        (
            LastPoll {
                cadence: cadence(None, 0b1100),
                ..well()
            },
            PollReason::Skipped,
        ),
        (failed(1, Setback::Feed), PollReason::Failures),
        (failed(3, Setback::Host), PollReason::Failures),
        (failed(1, told), PollReason::Told),
        (failed(1, soon), PollReason::Interval),
    ] {
        assert_eq!(why(last.clone(), HostState::Open), expected, "{last:?}");
    }
    let later = after(NOON, Duration::from_hours(9));
    assert_eq!(why(well(), HostState::Told(later)), PollReason::Told);
    assert_eq!(why(well(), HostState::Down(later)), PollReason::HostDown);
    assert_eq!(why(well(), HostState::Down(NOON)), PollReason::Interval);
    let gone = state(failed(1, Setback::Gone));
    assert_eq!(next(&gone, HostState::Open, DAY, NOON), NextPoll::Asked);
}
