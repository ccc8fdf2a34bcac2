"""Messages that try a channel's limits, each as the engine could make it."""

from flows.interface.callback_data import Verb, encode
from flows.interface.messages import (
    Attachment,
    Button,
    Choice,
    Line,
    Look,
    Message,
    Note,
    Progress,
    Ticks,
    Tone,
    Weight,
)

V = "113.1"
MARKETS = {
    "東協": ["新加坡", "馬來西亞", "泰國", "印尼", "菲律賓", "越南", "柬埔寨", "緬甸", "寮國", "汶萊"],
    "南亞": ["印度", "斯里蘭卡", "孟加拉", "巴基斯坦", "尼泊爾", "不丹"],
    "日韓": ["日本", "韓國"],
    "紐澳": ["澳洲", "紐西蘭"],
    "中港澳": ["中國大陸", "香港", "澳門"],
    "歐美及其他": ["美國", "加拿大", "歐盟國家", "英國", "中東", "中南美洲", "非洲", "其他"],
}
FAMILY = "👨‍👩‍👧"
BACK = Button("上一題", encode(Verb.COMMAND, V, "back"), says="上一題")
WHOLE = Button("看全部選項", encode(Verb.INQUIRE, V, "repeat"), says="看全部選項")
DONE = Button("選好了", encode(Verb.DONE, V, "markets"), Weight.PRIMARY, says="選好了")


def markets(*ticked: str) -> Message:
    """31 options of which several may be taken."""
    places = [(group, label) for group, labels in MARKETS.items() for label in labels]
    choices = tuple(
        Choice(n, label, encode(Verb.TOGGLE, V, "markets", str(n)), ticked=label in ticked, group=group)
        for n, (group, label) in enumerate(places, 1)
    )
    return Message(
        Look.QUESTION,
        title="目前外銷或布局的市場（可複選）",
        body="請選出貴公司的主要市場。",
        hint="可輸入數字，例如 1,3,5",
        progress=Progress("第 2 頁／共 3 頁・剩 6–9 題", 0.42),
        choices=choices,
        multiple=True,
        buttons=(DONE, BACK),
        question="markets",
        ticks=Ticks(f"已勾選 {len(ticked)} 項：{'、'.join(ticked)}", WHOLE),
    )


def review(lines: int = 20, value: str = "臺北市中山區長安東路二段99號8樓") -> Message:
    """A summary with an answer per row."""
    rows = tuple(
        Line(f"題目 {n}", f"{value} {n}", n, encode(Verb.EDIT, V, f"question_{n}"))
        for n in range(1, lines + 1)
    )
    submit = Button("確認送出", encode(Verb.SUBMIT, V), Weight.PRIMARY, says="確認送出")
    return Message(Look.REVIEW, title="請確認您的答案", lines=rows, buttons=(submit, BACK))


QUESTION = Message(
    Look.QUESTION,
    title="登記型態",
    body="貴公司的登記型態是？",
    notes=(Note(Tone.DONE, "企業名稱：大發 <b>& 食品</b>"), Note(Tone.WARN, "與登記資料不同")),
    progress=Progress("第 1 頁／共 3 頁", 0.1),
    choices=(
        Choice(1, "公司", "a:113.1:type:company"),
        Choice(2, "獨資商號", "a:113.1:type:sole"),
        Choice(3, "其他（協會、基金會、醫療院所、補習班、僅有稅籍登記等）" * 2, "a:113.1:type:other", "其他"),
    ),
    buttons=(BACK, Button("刪除", encode(Verb.ERASE, V), Weight.DANGER)),
    example="獨資",
    question="type",
)

LONG = Message(
    Look.QUESTION, title="說明", body="這一段很長，請慢慢看。\n" * 700 + FAMILY * 900, buttons=(BACK,)
)
HTML = Message(
    Look.PLAIN, title="<b>粗體?</b> & </i>", body='1 < 2 && 3 > 2 <script>alert("x")</script> &amp;'
)
CROWD = Message(
    Look.QUESTION,
    title="很多長選項",
    choices=tuple(
        Choice(n, f"第 {n} 個選項 " + FAMILY * 60, f"a:113.1:crowd:{n}", ticked=n % 2 == 0)
        for n in range(1, 41)
    ),
    buttons=tuple(Button(f"按鈕 {n} " + "很長" * 40, f"w:113.1:b{n}", says="說" * 400) for n in range(8)),
)
BAD_DATA = Message(Look.QUESTION, title="壞按鈕", choices=(Choice(1, "甲", ""), Choice(2, "乙", "x" * 400)))
SURROGATE = Message(Look.PLAIN, body="半個 \ud83d 字")
EMPTY = Message(Look.PLAIN)


def document(
    url: str = "https://example.com/files/abc?a=1", preview: str = "https://example.com/p.png"
) -> Message:
    """A finished application with its file."""
    file = Attachment("file-1", "113-0042 申請書.pdf", "請列印簽名後拍照回傳", url, preview)
    return Message(Look.RECEIPT, title="已收件", body="案號 113-0042", attachment=file, buttons=(BACK,))


ALL = (
    markets("日本"),
    review(),
    review(60, "很長的回答，" * 60),
    QUESTION,
    LONG,
    HTML,
    CROWD,
    BAD_DATA,
    SURROGATE,
    document(),
)
