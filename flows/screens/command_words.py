"""Words that work anywhere, in Chinese, English and as Telegram commands; and short typed replies."""

import re
from collections.abc import Mapping
from enum import StrEnum

from flows.definitions.text import normal


class Command(StrEnum):
    """What one may ask for at any time."""

    START = "start"
    BACK = "back"
    SKIP = "skip"
    CHANGE = "change"
    REVIEW = "review"
    STATUS = "status"
    PAUSE = "pause"
    HELP = "help"
    LANGUAGE = "language"
    CHINESE = "zh-TW"
    ENGLISH = "en"
    HUMAN = "human"
    ERASE = "erase"
    ABOUT = "about"
    READING = "reading"
    SEALS = "seals"
    RESTART = "restart"
    APPLICATIONS = "applications"
    ANOTHER = "another"
    SIGN = "sign_online"
    SIGN_SELF = "sign_self"
    SIGN_OTHER = "sign_other"
    PRINTING = "print_at_store"
    PRINTER = "print_here"
    SIGN_PROBLEM = "sign_problem"
    DEVICE = "device"
    WITHDRAW = "withdraw"
    DATA_COPY = "data_copy"
    CORRECTION = "correction"
    STOP_USE = "stop_use"


_WORDS: Mapping[Command, str] = {
    Command.START: "開始 開始申請 繼續 開始／繼續 start continue resume 你好 您好 哈囉 嗨 hi hello",
    Command.BACK: "上一題 上一步 返回 回上一題 back",
    Command.SKIP: "略過 跳過 skip",
    Command.CHANGE: "修改 修改答案 change edit",
    Command.REVIEW: "檢視 檢視答案 檢視修改 review",
    Command.STATUS: "進度 查詢進度 status progress",
    Command.PAUSE: "暫停 稍後再填 晚點再填 先這樣 pause",
    Command.HELP: "說明 幫助 help ? ？",
    Command.LANGUAGE: "語言 language",
    Command.CHINESE: "中文 繁體中文 chinese",
    Command.ENGLISH: "english 英文",
    Command.HUMAN: "真人協助 真人 客服 human",
    Command.ERASE: "刪除我的資料 erase",
    Command.ABOUT: "了解計畫 about",
    Command.READING: "英文閱讀本 閱讀本 reading",
    Command.SEALS: "用印頁 大章 印章頁 seals",
    Command.APPLICATIONS: "我的申請 所有申請 再申請 另一家公司 新的申請 applications",
    Command.ANOTHER: "開始另一份申請 另一份申請 another",
    Command.SIGN: "線上簽名 線上簽署 線上簽章 sign_online",
    Command.SIGN_SELF: "我就是授權主管 sign_self",
    Command.SIGN_OTHER: "傳給主管 傳給授權主管 sign_other",
    Command.PRINTING: "超商列印 print_at_store",
    Command.PRINTER: "我有印表機 print_here",
    Command.SIGN_PROBLEM: "簽署有問題 sign_problem",
    Command.WITHDRAW: "撤案 我要撤案 我想撤案 申請撤案 要撤案 撤回申請 撤銷申請 我要撤回申請 取消申請 withdraw",
    Command.DATA_COPY: "索取資料 索取個資 索取我的資料 查詢我的資料 我的資料複本 data_copy",
    Command.CORRECTION: "更正資料 更正個資 更正我的資料 我要更正資料 申請更正 correction",
    Command.STOP_USE: "停止利用 停止利用個資 停止使用我的資料 停止利用我的資料 stop_use",
    Command.DEVICE: "換裝置 換手機 換電腦 用電腦填 device",
    Command.RESTART: "重新開始 重新填寫 重頭開始 從頭開始 restart",
}
_COMMANDS = {word: command for command, words in _WORDS.items() for word in words.split()}
_SLASHED: Mapping[str, Command] = {
    "cancel": Command.PAUSE,
    "stop": Command.PAUSE,
    "settings": Command.LANGUAGE,
    "menu": Command.HELP,
}
"""Commands people know from other bots. Without the slash some of them are answers."""

GREETINGS = frozenset(("你好", "您好", "哈囉", "嗨", "hi", "hello"))
"""Words that begin a talk with the bot, and are said to people as well."""

_CHANGE = re.compile(r"(?:/)?(?:修改|更改|改|edit|change)\s*第?\s*(\d{1,3})\s*題?")


SAME = frozenset(
    ("同上", "同前", "一樣", "相同", "同登記地址", "同登記資料", "同負責人", "same", "same as above")
)
"""The answer of the question this one may copy."""

_BEFORE_THIS = r"(?:上面|登記|剛剛|剛才|前面|上一題)(?:的|那個|填的)*"
SAME_ADDRESS = re.compile(
    rf"(?:(?:(?:就|都|跟|和|與|同|是|用)+{_BEFORE_THIS}(?:地址)?|{_BEFORE_THIS}地址)(?:都?一樣|相同)?"
    r"|(?:地址)?(?:都|也)?(?:一樣|相同))(?:的|喔|哦|啦|耶|欸|就好|就可以|即可)*"
    r"|(?:the )?same (?:address|(?:as )?(?:the )?(?:registered|above|before)(?: address| one)?)"
)
"""The same, said of an address."""

JOIN = frozenset(("加入", "join"))
REPLACE = frozenset(("重新申請", "取代", "replace", "apply again"))
"""Besides the buttons' own words: what to do about the company's application that exists."""

ERASE = frozenset(("刪除", "確定刪除", "確認刪除", "delete"))
"""Besides yes, what confirms the wish to erase; 「不要刪除」 does not, though it names it."""

KEEP = frozenset(("維持", "維持不變", "不變", "不改", "不改了", "不用改", "keep", "keep it", "no change"))
"""While an answer is being changed: leave it as it is."""

THANKS = frozenset((
    "謝謝", "謝謝你", "謝謝您", "感謝", "感恩", "多謝", "辛苦了", "好", "好的", "ok", "收到", "知道了", "了解",
    "thanks", "thank you", "thank you very much", "thx", "got it", "okay",
))  # fmt: skip
"""Said when all is done: nothing is wanted, and nothing needs correcting."""

DONE = frozenset(("完成", "完成了", "好了", "結束", "沒有了", "沒了", "done", "finish"))

UNITS: Mapping[str, int] = {"元": 0, "萬": -1, "萬元": -1}
"""Which of an amount's readings a unit names: as typed, or times ten thousand."""

LABELS: Mapping[str, Command] = {
    "button.start": Command.START,
    "consent.again": Command.START,
    "button.continue": Command.START,
    "button.about": Command.ABOUT,
    "button.another": Command.ANOTHER,
    "button.device": Command.DEVICE,
    "button.applications": Command.APPLICATIONS,
    "button.back": Command.BACK,
    "button.human": Command.HUMAN,
    "button.reading": Command.READING,
    "button.review": Command.REVIEW,
    "button.seals": Command.SEALS,
    "button.sign": Command.SIGN,
    "button.sign_self": Command.SIGN_SELF,
    "button.sign_other": Command.SIGN_OTHER,
    "button.printing": Command.PRINTING,
    "button.printer": Command.PRINTER,
    "button.sign_problem": Command.SIGN_PROBLEM,
    "button.skip": Command.SKIP,
    "button.status": Command.STATUS,
}
"""Buttons whose words, typed, are a command: some clients (LINE on a PC) show no buttons."""

AGREEING = frozenset(
    {
        "consent.agree",
        "button.confirm",
        "button.right_next",
        "button.warnings",
        "button.submit",
        "button.register_take",
    }
)
"""Buttons whose words, typed, say yes to what is on the screen."""


def command(text: str) -> Command | None:
    """The command a message is, if it is one: 「進度」, `status`, `/status`."""
    word = normal(text)
    bare = word.removeprefix("/")
    return (
        _COMMANDS.get(bare) or _COMMANDS.get(text.strip()) or (_SLASHED.get(bare) if bare != word else None)
    )


def change_number(text: str) -> int | None:
    """The number in 「修改 12」, 「改第12題」 or `change 12`; None for anything else."""
    match = _CHANGE.fullmatch(normal(text))
    return int(match[1]) if match else None


def bare_number(text: str) -> int | None:
    """A message that is nothing but a small number: 「12」, 「第 12 題」."""
    match = re.fullmatch(r"第?\s*(\d{1,3})\s*題?", normal(text))
    return int(match[1]) if match else None
