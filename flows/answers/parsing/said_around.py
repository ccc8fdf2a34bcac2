"""What people say around an answer to be polite or unsure: 是…, 應該是…, …喔, …謝謝. Off where it changes nothing."""

import re
from typing import Final

_UNSURE: Final = "應該|大概|可能|主要|目前|好像|算是|屬於"
_WHO: Final = "我們公司|我們?|本公司|公司"
_BEFORE: Final = re.compile(
    r"^(?:(?:嗯+|呃|喔|哦|那|好|好的|請問|不好意思|抱歉|您好|你好)[,，、。 ]+)*"
    rf"(?:(?:{_WHO})?(?:{_UNSURE}|現在|就|都|也|想)*(?:選擇?|填|是|要)|(?:{_WHO})?(?:{_UNSURE})+)"
    r"[:： ]*(?=[^\s/／、，,。:：或否不])"
    r"|^(?:it(?:[’']s| is)|we(?:[’']re| are)|mainly|mostly|probably|i think|maybe|i choose|my answer is)[: ]+",
    re.I,
)
_SIGNS: Final = r"[\s,，、。.!！]"
_BEHIND: Final = re.compile(
    rf"{_SIGNS}*(?:(?:[喔哦噢耶啦齁吼欸ㄟ啊呀嘛囉唷餒ㄛ咧吧咯嘍]|謝謝[您你]?|感謝|感恩|麻煩[您你]?了?"
    rf"|thanks?|thank you|please|thx|[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F]+)(?:{_SIGNS}|[~～])*)+$",
    re.I,
)
_SIGNS_BEHIND: Final = re.compile(rf"{_SIGNS}+$")


def without(text: str, *, before: bool = True) -> str:
    """The text without what was said behind it and (`before`) in front of it; itself where nothing would be left."""
    bare = _BEHIND.sub("", text).strip()
    bare = _BEFORE.sub("", bare, count=1) if before else bare
    return _SIGNS_BEHIND.sub("", bare).strip() or text
