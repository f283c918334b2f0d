use super::*;

/// 2026-11-22T10:20:30Z.
const MOMENT: Timestamp = Timestamp(1_795_342_830);
/// 2026-11-22T00:00:00Z.
const MIDNIGHT: Timestamp = Timestamp(1_795_305_600);

#[test]
fn the_two_standards_are_read() {
    for text in [
        "2026-11-22T10:20:30Z",
        "2026-11-22T13:20:30+03:00",
        "2026-11-22T05:20:30.25-0500",
        "Sun, 22 Nov 2026 10:20:30 GMT",
        "Sun, 22 Nov 2026 13:20:30 +0300",
        "22 Nov 26 05:20:30 EST",
    ] {
        assert_eq!(parse(text), Some(MOMENT), "{text}");
    }
}

#[test]
fn what_has_become_of_them_is_read() {
    for text in [
        "2026-11-22 10:20:30",
        "2026/11/22 10:20:30 UTC",
        "Sunday, 22 November 2026 10:20:30 Z",
        "Wrongday, 22 Nov 2026 10:20:30",
        "Sun Nov 22 10:20:30 2026",
        "Sun Nov 22 10:20:30 UTC 2026",
        "November 22nd, 2026, 10:20:30 AM",
        "22-Nov-2026 10:20:30",
        "22 Nov 2026 12:20:30 GMT+2",
        "Sun Nov 22 2026 10:20:30 GMT+0000 (Coordinated Universal Time)",
        "2026-11-22T13:20:30+03:00[Asia/Riyadh]",
        "22.11.2026 10:20:30",
        "22/11/2026 - 10:20:30",
        "11/22/2026 10:20:30 AM",
        "2026.11.22 10:20:30",
        "20261122T102030Z",
        "20261122102030",
        "2026-326T10:20:30Z",
        "2026-W47-7T10:20:30Z",
        "2026年11月22日10時20分30秒",
        "2026년 11월 22일 10시 20분 30초",
        "2026. 11. 22. 오전 10:20:30",
        "1795342830",
        "1795342830000",
        "1795342830.5",
        "@1795342830",
        "/Date(1795342830000)/",
    ] {
        assert_eq!(parse(text), Some(MOMENT), "{text}");
    }
}

#[test]
fn zones_are_known_by_name() {
    for text in [
        "22 Nov 2026 15:50:30 IST",
        "22 Nov 2026 15:20:30 PKT",
        "22 Nov 2026 13:50:30 IRST",
        "22 Nov 2026 14:20:30 GST",
        "22 Nov 2026 13:20:30 TRT",
        "22 Nov 2026 18:20:30 HKT",
        "22 Nov 2026 17:20:30 WIB",
        "22 Nov 2026 21:20:30 AEDT",
        "22 Nov 2026 07:20:30 BRT",
        "22 Nov 2026 00:20:30 HST",
    ] {
        assert_eq!(parse(text), Some(MOMENT), "{text}");
    }
}

#[test]
fn a_date_without_a_time_is_midnight() {
    for text in [
        "2026-11-22",
        "20261122",
        "Sun, 22 Nov 2026",
        "November 22, 2026",
        "22.11.2026",
        "22. 11. 2026",
        "11/22/2026",
        "22-11-2026",
        "2026. 11. 22.",
        "2026-326",
        "2026W477",
    ] {
        assert_eq!(parse(text), Some(MIDNIGHT), "{text}");
    }
    assert_eq!(parse("Sat, 21 Nov 2026 24:00:00 GMT"), Some(MIDNIGHT));
}

#[test]
fn months_of_other_languages_and_other_digits_are_read() {
    for text in [
        "22 نوفمبر 2026",
        "٢٢ نوفمبر ٢٠٢٦",
        "٢٢ نُوفَمبر ٢٠٢٦م",
        "الأحد، 22 تشرين الثاني 2026",
        "الأحد ٢٢ تشرين الثاني/نوفمبر ٢٠٢٦",
        "22 نونبر 2026",
        "۲۲ نوامبر ۲۰۲۶",
        "یکشنبه ۲۲ نوامبر ۲۰۲۶",
        "22 نومبر، 2026",
        "22 בנובמבר 2026",
        "22 נוב׳ 2026",
        "22 ноября 2026",
        "вс, 22 нояб. 2026 г.",
        "22 novembre 2026",
        "mardi 22 novembre 2026",
        "mar., 22 nov 2026",
        "Sonntag, 22. November 2026",
        "domingo, 22 de noviembre de 2026",
        "22 Kasım 2026",
        "22 listopada 2026",
        "Κυρ, 22 Νοέ 2026",
        "22 พฤศจิกายน 2569",
        "22 พ.ย. 2569",
        "२२ नवंबर २०२६",
        "2026年11月22日",
        "２０２６年１１月２２日（日）",
        "令和8年11月22日",
        "民國115年11月22日",
        "22. marraskuuta 2026",
        "22. listopadu 2026",
        "22 ноември 2026",
        "22 noiembrie 2026",
        "2026년 11월 22일 (일)",
    ] {
        assert_eq!(parse(text), Some(MIDNIGHT), "{text}");
    }
}

/// What the months are called, one row each.
const CALLED: [&str; 12] = [
    "يناير, كانون الثاني, جانفي, ژانویه, جنوری, ינואר, Januar, enero, janvier, января",
    "فبراير, شباط, فيفري, فوریه, فروری, פברואר, Februar, febrero, février, февраля",
    "مارس, آذار, مارچ, מרץ, März, marzo, mars, марта",
    "أبريل, نيسان, أفريل, آوریل, اپریل, אפריל, April, abril, avril, апреля",
    "مايو, أيار, ماي, مه, مئی, מאי, Mai, mayo, mai, мая",
    "يونيو, يونية, حزيران, جوان, ژوئن, جون, יוני, Juni, junio, juin, июня",
    "يوليو, تموز, جويلية, يوليوز, ژوئیه, جولائی, יולי, Juli, julio, juillet, июля",
    "أغسطس, آب, أوت, غشت, اوت, اگست, אוגוסט, August, agosto, août, августа",
    "سبتمبر, أيلول, شتنبر, سپتامبر, ستمبر, ספטמבר, September, septiembre, сентября",
    "أكتوبر, تشرين الأول, اکتبر, אוקטובר, Oktober, octubre, octobre, октября",
    "نوفمبر, تشرين الثاني, نوامبر, נובמבר, November, noviembre, ноября",
    "ديسمبر, كانون الأول, دجنبر, دسامبر, دسمبر, דצמבר, Dezember, diciembre, décembre, декабря",
];

#[test]
fn every_month_is_read_in_every_way_it_is_called() {
    for (names, month) in CALLED.iter().zip(1..) {
        for name in names.split(", ") {
            let expected = parse(&format!("2026-{month:02}-05"));
            assert_eq!(parse(&format!("5 {name} 2026")), expected, "{name}");
        }
    }
}

#[test]
fn dates_of_the_solar_and_the_lunar_year_are_read() {
    for text in [
        "۱ آذر ۱۴۰۵",
        "یکشنبه، ۱ آذر ۱۴۰۵",
        "1405/09/01",
        "۱۴۰۵-۰۹-۰۱",
        "11 جمادى الآخرة 1448",
        "١١ جُمادى الثانية ١٤٤٨هـ",
        "الأحد 11 جمادى الآخرة 1448 هـ",
        "1448/06/11",
    ] {
        assert_eq!(parse(text), Some(MIDNIGHT), "{text}");
    }
    let moment = parse("2026-11-22T07:50:30+03:30");
    assert_eq!(parse("۱ آذر ۱۴۰۵ ۰۷:۵۰:۳۰ +0330"), moment);
    // A year of neither calendar in which there are feeds.
    assert_eq!(parse("1300/01/01"), None);
}

#[test]
fn halves_of_the_day_are_read() {
    let afternoon = parse("2026-11-22T15:04:00Z");
    for text in [
        "22 Nov 2026 3:04 PM",
        "22 نوفمبر 2026 3:04 م",
        "٢٢ نوفمبر ٢٠٢٦، ٣:٠٤ مساءً",
        "2026年11月22日 下午3:04",
        "2026-11-22 下午 3:04",
        "2026/11/22(日) 15:04",
        "2026. 11. 22. 오후 3:04",
        "2026년 11월 22일 오후 3시 4분",
    ] {
        assert_eq!(parse(text), afternoon, "{text}");
    }
    let morning = parse("2026-11-22T03:04:00Z");
    assert_eq!(parse("22 نوفمبر 2026 3:04 ص"), morning);
    assert_eq!(parse("2026年11月22日 3時4分"), morning);
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "soon",
        "13/14/2026",
        "11/12/2026",
        "2026-13-01",
        "Sun, 31 Feb 2026 10:00:00 GMT",
        "0000-00-00 00:00:00",
        "1970-01-01T00:00:00Z",
        "12026-01-01",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn plain_dates_are_read_as_all_others(
        weekday in "((Mon|Thu|Sat), )?",
        day in "[0-9]{1,2}",
        month in "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        year in "19[5-9][0-9]|20[0-9][0-9]|2569|1404|1447",
        time in "[0-2]?[0-9]:[0-6][0-9](:[0-6][0-9])?",
        zone in "GMT|UT|Z|EST|PDT|\\+0330|-0500|\\+25",
    ) {
        let text = format!("{weekday}{day} {month} {year} {time} {zone}");
        let text = normalised(&text);
        if let Some(plain) = words::plain(&text) {
            proptest::prop_assert_eq!(Some(plain), words::in_words(&text), "{}", text);
        }
    }
}
