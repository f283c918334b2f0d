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
        for n, title in enumerate(titles))
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
