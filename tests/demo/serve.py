#!/usr/bin/env python3
"""Serves the feeds of the demo on 127.0.0.1, dated from now on, until it is ended; prints its port.

The articles were written for this demo. Nothing of it is news.
"""
import http.server, sys, time
from email.utils import formatdate
from xml.sax.saxutils import escape

AR_BODY = """<p>قالت حارسة المنارة <b>ليلى البحّارة</b> إن الأنبوب الجديد، الذي اشترته من شركة
<a href="https://pipes.example/organ">Pipes &amp; Co.</a> بنحو 250 دولارا (نحو 940 ريالا)، «يصفر من تلقاء نفسه كلما هبط الضباب».</p>
<h2>كيف يعمل؟</h2>
<ul><li>يدخل الهواء الرطب من فتحة قطرها 12 سنتيمترا في أسفل البرج.</li>
<li>يصعد في أنبوب أرغن قديم من سنة 1908، فيُسمع صوته على بعد 3.5 كيلومترات.</li>
<li>لا كهرباء ولا برمجيات، وإن كان أهل الميناء يسمّونه <i>iFog</i> على سبيل المزاح.</li></ul>
<blockquote><p>«سنبقيه إلى أن يستيقظ الجيران»، تقول ليلى ضاحكة.</p></blockquote>
<p>وتنشر <a href="https://harbour.example/">The Harbour Gazette</a> أوقات الصفير كل صباح مع مواعيد العبّارات.</p>"""

EN_BODY = """<p>For forty years the lamp on the northern mole said nothing. Last week its keeper, Leila, fitted
<a href="https://pipes.example/organ">an old organ pipe</a> to the tower, and now the <strong>whole bay</strong> hears when fog comes.</p>
<h2>How it sounds</h2><ul><li>Like a kettle, say the fishermen.</li><li>Like home, say the children.</li></ul>
<blockquote><p>We shall keep it until the neighbours wake.</p></blockquote>"""

EN_ALL = """<p>The harbour office<sup><a id="r1" href="#n1">1</a></sup> has put its <abbr title="Vessel Traffic Service">VTS</abbr> rules on one page;
press <kbd>z</kbd> over what is folded.</p>
<table><caption>Ferries today</caption><tr><th>Ship</th><th>From</th><th>Remarks</th><th>Cars</th></tr>
<tr><td>Aurora</td><td>Northpoint</td><td>Stops at dusk, unless the fog horn is heard before</td><td>120</td></tr>
<tr><td>Bee</td><td>Old Quay</td><td>Only on request</td><td>8</td></tr></table>
<figure><blockquote>Sound is light for the ears.</blockquote><figcaption>Leila, <cite>Logbook</cite></figcaption></figure>
<ol type="a"><li>Listen.<ul><li>Once is fog.</li><li>Twice is <del>tea</del> <ins>a ship</ins>.</li></ul></li><li>Look.</li></ol>
<dl><dt>Mole</dt><dd>A wall in the sea; the animal is another matter.</dd></dl>
<pre><code class="language-rust">// the whole program
fn main() { if fog() { whistle(440); } }</code></pre>
<details><summary>How loud is it?</summary><p>About 10<sup>2</sup> decibels at the door, H<sub>2</sub>O permitting.</p></details>
<iframe src="https://www.youtube.com/embed/whistle" title="The first whistle"></iframe>
<p dir="rtl" lang="ar">والصفير يُسمع من جهة البحر (على بعد 3.5 كم).</p>
<hr><p id="n1">1. Open from 8 to 12. <a href="#r1">↩</a></p>"""

AR_ALL = """<p>نشر مكتب الميناء<sup><a id="r1" href="#n1">1</a></sup> قواعده في صفحة واحدة؛ اضغط <kbd>z</kbd> لفتح المطويّ منها.</p>
<table><caption>رحلات اليوم</caption><tr><th>السفينة</th><th>الوجهة</th><th>ملاحظات</th><th>السيارات</th></tr>
<tr><td>أورورا</td><td>رأس الشمال</td><td>تتوقف عند الغروب ما لم يُسمع بوق الضباب قبله</td><td>120</td></tr>
<tr><td>Bee</td><td>الرصيف القديم</td><td>عند الطلب فقط</td><td>8</td></tr></table>
<blockquote><p>الصوت ضوء للأذن.</p><footer>ليلى، <cite>دفتر السفينة</cite></footer></blockquote>
<ol><li>أنصت.<ul><li>مرة: ضباب.</li><li>مرتين: <del>شاي</del> <ins>سفينة</ins>.</li></ul></li><li>انظر.</li></ol>
<pre><code class="language-python"># البرنامج كله
if fog(): whistle(440)</code></pre>
<details><summary>كم يعلو الصوت؟</summary><p>نحو مئة ديسيبل عند الباب.</p></details>
<p dir="ltr" lang="en">The English notice stands on the left.</p>
<hr><p id="n1">1. من الثامنة إلى الثانية عشرة. <a href="#r1">↩</a></p>"""

# One entry more, the last, in which there is everything that an article can hold.
ALL = {"en": ("Everything the harbour office has to say", EN_ALL), "ar": ("كل ما عند مكتب الميناء", AR_ALL)}

FEEDS = {
    "ar": ("صحيفة الميناء", [
        "OpenSea تعلن توقف العبّارات عند الغروب (ولا أحد يمانع)",
        "المنارة التي تعلّمت الصفير",
        "انخفاض أسعار السمك 12% بعد العاصفة",
        "مذنّب في آذار: أين ننظر، ومتى نيأس ونخلد إلى النوم",
        "لا مدرسة غدا: المدّ أعلى من المعتاد بـ 40 سنتيمترا",
        "مقابلة مع صانع القوارب عن رواية «البحر الأخير»",
        "جائزة Golden Anchor لطبّاخة الميناء",
    ], AR_BODY),
    "en": ("The Harbour Gazette", [
        "The lighthouse that learned to whistle",
        "Ferries stop at dusk (and nobody minds)",
        "A comet in March: where to look, and when to give up",
        "Fish prices fall 12% after the storm",
        "سلام on the pier: how a greeting travels",
        "Night classes in knot-tying, by popular demand",
    ], EN_BODY),
    "fa": ("روزنامهٔ اسکله", [
        "می‌خواهم کتاب‌های تازه بخوانم: کتابخانهٔ شناور باز شد",
        "فانوس دریایی سوت می‌زند",
        "گفت‌وگو با نویسندهٔ «نقشه‌های مه»",
    ], AR_BODY),
    "he": ("ידיעות הרציף", [
        "המגדלור שלמד לשרוק (ומי מתעורר)",
        "מחקר חדש: שתיית תה על הרציף, 3 כוסות ביום",
        "המעבורת Nave 7 חוזרת לשגרה ב־18:30",
    ], EN_BODY),
}


def rss(language):
    name, titles, body = FEEDS[language]
    shift = list(FEEDS).index(language)
    items = "".join(
        f"<item><title>{escape(title)}</title><link>https://harbour.example/{language}/{n}</link><guid>{language}-{n}</guid>"
        f"<pubDate>{formatdate(time.time() - 600 - shift * 1500 - n * 7000)}</pubDate><description>{escape(body)}</description></item>"
        for n, (title, body) in enumerate([(title, body) for title in titles] + [ALL[one] for one in ALL if one == language]))
    return (f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{escape(name)}</title>'
            f"<link>https://harbour.example/</link><language>{language}</language>{items}</channel></rss>").encode()


class Feeds(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        language = self.path.strip("/").removesuffix(".xml")
        known = language in FEEDS
        body = rss(language) if known else b"no such feed"
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "application/rss+xml" if known else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Keeps the terminal clean."""


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    print(server.server_port, flush=True)
    server.serve_forever()
