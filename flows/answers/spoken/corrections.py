"""What a text puts in the place of what it said before: 500 萬 不對 是 600 萬; 不是 A 是 B; 以前是 A 現在換成 B."""

import re
from typing import Final

_WRONG: Final = (
    r"不對|不是啦?(?=[ ,，。啦哈])|[打寫說填講記寄弄]錯了?|錯了|更正|[喔哦啊噢]不|開玩笑的?|口誤"
    r"|\b(?:no wait|wait|sorry|correction|i mean|oops)\b"
)
_BEFORE: Final = r"(?:.*[ ,，。、?？!！哈]|.*[0-9a-z個人萬億號])??"
_BETWEEN: Final = r"(?:[啦啊喔了哈]+|[ ,，。:：!！~]+|(?=應|是|改|要|換))+"
_NOW: Final = r"(?:應該|應|要|改|換|變|而)*(?:是|為|成|叫|到)?[ :：]*"
_NEW: Final = r"(?P<new>\S.*)"
_FORMS: Final = tuple(
    re.compile(form, re.I)
    for form in (
        rf"{_BEFORE}(?:{_WRONG}){_BETWEEN}{_NOW}{_NEW}",
        rf"不是(?!不|沒|没|無)[^ ,，。不沒没無]{{1,20}}[ ,，。]*(?:應該|而|改)?(?:就?是|改成){_NEW}",
        rf"not [^,，]{{1,30}}[, ]+(?:but|it[’']?s|it is) {_NEW}",
        r"(?:以前|之前|原本|原來|本來|從前)(?:是|叫做?|登記)?[^不沒]{1,20}?[ ,，]*"
        rf"(?:現在|後來|目前)(?:已經?|才)?(?:換|改|變)*(?:是|成|為|叫做?){_NEW}",
    )
)
_SAYS: Final = re.compile(r"[^\W啦啊喔哦了吧耶欸哈嘛]")
_STILL_OPEN: Final = re.compile(r"[?？]|嗎|吗|呢$|什麼|怎|不知道|不確定")
_LONGEST: Final = 120


def corrected(text: str) -> str | None:
    """What stands behind the last correction; None where nothing is corrected, or only asked about."""
    if len(text) > _LONGEST:
        return None
    for form in _FORMS:
        if (match := form.fullmatch(text.strip())) and not _STILL_OPEN.search(match["new"]):
            new = match["new"].strip(" ,，。!！~～")
            return corrected(new) or (new if _SAYS.search(new) else None)
    return None
