//! One piece of news in eight languages.

/// A feed with one entry, in one language.
pub struct News {
    /// The language tag.
    pub tag: &'static str,
    pub feed: &'static str,
    pub about: &'static str,
    pub title: &'static str,
    /// The text, two paragraphs.
    pub text: [&'static str; 2],
    pub author: &'static str,
    pub category: &'static str,
}

/// The same news eight times.
pub const NEWS: [News; 8] = [
    News {
        tag: "en",
        feed: "The Harbour Post",
        about: "News from the quay, every morning",
        title: "Library \"by the sea\" opens again",
        text: [
            "The doors opened at eight.",
            "Who came first? A dog named Rex – 12% of all guests.",
        ],
        author: "Ada Wren",
        category: "Town & people",
    },
    News {
        tag: "ar",
        feed: "بريد الميناء",
        about: "أخبار الرصيف كل صباح",
        title: "المكتبةُ «على البحر» تفتح أبوابها من جديد",
        text: [
            "فُتحت الأبواب في الثامنة.",
            "من جاء أولًا؟ كلب اسمه Rex – ١٢٪ من الزوار.",
        ],
        author: "ليلى حداد",
        category: "المدينة والناس",
    },
    News {
        tag: "fa",
        feed: "نامهٔ بندر",
        about: "خبرهای اسکله، هر بامداد",
        title: "کتابخانهٔ «کنار دریا» دوباره باز می\u{200c}شود",
        text: [
            "درها ساعت هشت باز شد.",
            "چه کسی نخست آمد؟ سگی به نام Rex – ۱۲٪ از مهمان\u{200c}ها.",
        ],
        author: "مریم کیانی",
        category: "شهر و مردم",
    },
    News {
        tag: "ur",
        feed: "بندرگاہ کی ڈاک",
        about: "گھاٹ کی خبریں، ہر صبح",
        title: "«سمندر کنارے» کتب خانہ پھر کھل گیا",
        text: [
            "دروازے آٹھ بجے کھلے۔",
            "پہلے کون آیا؟ Rex نامی کتا – مہمانوں میں سے ۱۲٪۔",
        ],
        author: "عائشہ ملک",
        category: "شہر اور لوگ",
    },
    News {
        tag: "he",
        feed: "דואר הנמל",
        about: "חדשות מהרציף, כל בוקר",
        title: "הספרייה ״על הים״ נפתחת מחדש",
        text: [
            "הדלתות נפתחו בשמונה.",
            "מי הגיע ראשון? כלב בשם Rex – 12% מהאורחים.",
        ],
        author: "נועה ברק",
        category: "העיר ואנשיה",
    },
    News {
        tag: "ja",
        feed: "港だより",
        about: "毎朝、波止場から",
        title: "「海辺の」図書館が再び開館",
        text: [
            "扉は八時に開きました。",
            "最初に来たのは？Rexという犬です――来館者の12%。",
        ],
        author: "高田 結衣",
        category: "町と人",
    },
    News {
        tag: "ru",
        feed: "Вестник гавани",
        about: "Новости с причала каждое утро",
        title: "Библиотека «у моря» снова открыта",
        text: [
            "Двери открылись в восемь.",
            "Кто пришёл первым? Пёс по кличке Rex – 12% гостей.",
        ],
        author: "Анна Серова",
        category: "Город и люди",
    },
    News {
        tag: "th",
        feed: "จดหมายจากท่าเรือ",
        about: "ข่าวจากท่าเรือทุกเช้า",
        title: "ห้องสมุด “ริมทะเล” เปิดอีกครั้ง",
        text: ["ประตูเปิดตอนแปดโมง", "ใครมาคนแรก? สุนัขชื่อ Rex – 12% ของผู้มาเยือน"],
        author: "มะลิ ใจดี",
        category: "เมืองและผู้คน",
    },
];
