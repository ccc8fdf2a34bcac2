"""Which intent a text shows: cues and what denies them, nothing scored; and how sure that is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flows.definitions.intents import Intent
from flows.intents.plain import plain

LONGEST: Final = 120
"""Characters of a text up to which it is looked at: a longer one tells something."""

PROSE: Final = 10
"""A least length from which on an answer is told in sentences: there only a question mark speaks to the chat."""

_ASKS: Final = re.compile(
    r"[?？]|[嗎呢]$|什麼|怎麼|怎樣|如何|為何|為啥|幹嘛|哪|誰|幾(?:題|個|號|天|點|分|月)|多少|多久|啥|可不可以|能不能|會不會|要不要|是不是|有沒有"
    r"|^(?:what|how|why|who|when|where|which|can|could|do|does|did|is|are|am|will|should|may|any)\b"
)
_MARKED: Final = re.compile(r"[?？]|[嗎呢]$")
_NAMES_A_BUSINESS: Final = re.compile(
    r"(?:公司|企業社?|商行|商號|行號|社|行|店|舖|鋪|館|坊|工作室|事務所|診所|協會|小吃|咖啡|民宿|文創|食品|實業|課程|系統|軟體|服務|書|童書"
    r"|ltd\.?|inc\.?|co\.?|llc|studio|shop|software)$"
)
_SPEAKS_OF_ONE: Final = re.compile(r"這|那|我(?!們)|不是|換|你|什麼爛|另")
"""In front of 公司 and the like it is a company spoken of, not one named."""

_HAN: Final = re.compile("[\u3400-\u9fff]")
_DIGITS: Final = re.compile("[0-9]")
_WORDS_OF_A_SENTENCE: Final = 4
_CHARACTERS_OF_A_SENTENCE: Final = 4


@dataclass(frozen=True, slots=True)
class Recognised:
    """The intent of a text, the others it shows; whether it is put as a question, ends as one, is nothing but the
    intent, is as long as a sentence, holds figures besides, and ends as the name of a business does."""

    intent: str
    others: tuple[str, ...]
    chat: bool
    asks: bool
    marked: bool
    whole: bool
    sentence: bool
    figures: bool
    business: bool

    @property
    def sure(self) -> bool:
        """Whether it is meant for the chat even where any words may be the answer: a question, or nothing else in a
        sentence of some length; never a courtesy, which may be a name, nor what ends as a business does."""
        return not self.chat and not self.business and (self.asks or self.whole)


def recognise(intents: Sequence[Intent], text: str) -> Recognised | None:
    """The first intent of the table a text shows, courtesy after all others; None when it shows none."""
    if len(text) > LONGEST:
        return None
    seen = plain(text)
    found = [
        (intent, shown)
        for intent in intents
        if (shown := intent.shows.search(seen)) and not (intent.denies and intent.denies.search(seen))
    ]
    if not found:
        return None
    (first, shown), *others = sorted(found, key=lambda pair: pair[0].chat)
    return Recognised(
        first.name,
        tuple(intent.name for intent, _ in others if not intent.chat),
        first.chat,
        _asks(seen),
        bool(_MARKED.search(seen)),
        shown[0] == seen and len(_HAN.findall(seen)) >= _CHARACTERS_OF_A_SENTENCE,
        len(_HAN.findall(seen)) > _CHARACTERS_OF_A_SENTENCE or len(seen.split()) >= _WORDS_OF_A_SENTENCE - 1,
        bool(_DIGITS.search(seen[: shown.start()] + seen[shown.end() :])),
        bool(_NAMES_A_BUSINESS.search(seen)) and not _SPEAKS_OF_ONE.match(seen),
    )


def _asks(seen: str) -> bool:
    """Whether it is put as a question; of Latin letters four words at least, as a name may be a question word."""
    if not _ASKS.search(seen):
        return False
    han = len(_HAN.findall(seen))
    marked = bool(_MARKED.search(seen))
    return marked or han >= _CHARACTERS_OF_A_SENTENCE or len(seen.split()) >= _WORDS_OF_A_SENTENCE
