"""Kind `amount`: whole New Taiwan dollars, from 500萬, 五百萬元, NT$5,000,000, 貳仟萬元整.

Forms in Taiwan ask for 元, 千元 or 萬元 without agreement, so a small number without a unit is a doubt, and
every amount is shown both in 元 and in 萬元.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise, numerals
from flows.definitions.languages import is_chinese
from flows.definitions.questionnaire import Question

NOTHING = frozenset({"無", "沒有", "没有", "零", "都沒有", "皆無", "none", "nil", "no"})
"""Words for zero."""

_NOT_YET = re.compile(
    r"(?:公司)?(?:(?:剛|新)(?:成立|設立|開業)(?:的?公司)?|(?:尚未|還沒有?|還未|沒有?|無)(?:任何|正式)*(?:(?:開始)?(?:營業額?|營收|收入|開業|營運|賺錢)|開始|開張|開幕)?)(?:中|過|了)?"
)
"""Words of a firm that has earned nothing yet; only where a zero is asked about they mean one."""

_FOREIGN = re.compile(
    r"美金|美元|日圓|日元|日幣|日币|円|人民幣|人民币|歐元|港幣|港元|英鎊|韓元|韓幣|泰銖|越南盾|新加坡幣|新幣|澳幣|加幣|馬幣"
    r"|us\$|\$us|usd?(?![a-z])|jpy|yen|rmb|cny|eur|hkd|hk\$|gbp|krw|thb|vnd|sgd|aud|cad|myr|[¥€£₩฿₫]"
)
_DOLLARS = re.compile(
    r"(?:nt|new taiwan) ?dollars?|nt\.?\$?d?|ntd|twd|新?[臺台]幣|\$|元整|元正|圓整|[元圓塊](?:錢)?"
)
_AROUND = re.compile(
    r"^(?:(?:我們|公司|實收|登記|(?:實收|登記)?資本(?:總)?額|年?營業額|年?營收|金額|目前|共|總共|合計|約|大約|大概|差不多|將近|近|是|為"
    r"|(?:民國)?[0-9]{2,4}年度?(?=[:: ]|[^0-9]*[0-9])|去年度?|一年|每年"
    r"|about|around|approx\.?|roughly|nearly|almost)[:: ]*)+"
    r"|(?:整|左右|上下|吧|喔|[/每]年| ?(?:a|per) year| yearly| annually| last year|[ .。!~]+(?<!~))$"
)
_ABBREVIATED = re.compile(r"([0-9][0-9,.]*[百千]?)([wkm])")
_ABBREVIATIONS = {"w": 10**4, "k": 10**3, "m": 10**6}
_UNIT_UNSAID = re.compile(r"(.+[億亿])([^零〇又萬万億亿]+[百佰千仟]|[0-9]{4})")
_TAIL = re.compile(r"[萬万億亿兆] +([0-9][0-9,.]*[百佰千仟]?)$")
_GROUPS = re.compile(r"[0-9]{1,3} (?!000)[0-9]{3}")
_GROUPS_OF_FOUR = re.compile(r"[1-9][0-9]{0,3}(?: [0-9]{4})+")
_THREE_DECIMALS = re.compile(r"([0-9]{1,3})\.([0-9]{3})([^0-9.]*)")
_APART = re.compile(
    r"[、,，;；/&+→。]|(?<=[萬万億亿元]) |跟|和|及|與|或|(?<=[萬万億亿元])(?=[0-9一二三四五六七八九十兩])"
)
_WORDS_BEFORE = re.compile(r"^[^0-9零〇一二兩三四五六七八九十壹貳參肆伍陸柒捌玖]+")
_LIKE_A_TELEPHONE = re.compile("0[0-9]{7,}")
_BARE_BELOW = 10_000


class Amount:
    """Reads an amount; shows 新臺幣 5,000,000 元（500 萬元）."""

    rejects = frozenset(
        {
            "not_an_amount",
            "negative",
            "fraction",
            "foreign_currency",
            "too_small",
            "too_large",
            "several",
            "nothing",
        }
    )
    doubts = frozenset({"unit", "abbreviation", "zero", "range", "grouping", "seen", "period", "two_numbers"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """Whole dollars within the limits; without a unit and below 10,000 it may have meant 萬元.

        Two amounts are never one: what joins two is refused, or asked about where it may be one."""
        typed = normalise.code(_on_one_line(text)).lower()
        foreign = _FOREIGN.search(typed)
        if foreign:
            return Rejected("foreign_currency", {"currency": foreign[0].upper()})
        plain = _plain(typed)
        if plain in NOTHING or (question.confirm_zero and _NOT_YET.fullmatch(plain)):
            return _judged(question, Fraction(0))
        if re.match(r"[負负-]", plain) and numerals.read(plain[1:]) is not None:
            return Rejected("negative")
        if span := numerals.span(plain):
            return _asked(question, "range", span)
        if _GROUPS_OF_FOUR.fullmatch(plain):
            return _asked(question, "grouping", (Fraction(plain.replace(" ", "")),))
        short = _ABBREVIATED.fullmatch(plain)
        value = None if numerals.pairs(plain) else numerals.read(short[1] if short else plain)
        if value is None or not _agrees(typed, value):
            return Rejected("several" if _are_several(typed) else "not_an_amount")
        if short:
            return _asked(question, "abbreviation", (value * _ABBREVIATIONS[short[2]],))
        return self._whole(question, typed, plain, value)

    def _whole(self, question: Question, typed: str, plain: str, value: Fraction) -> Outcome:
        """One number was read: whether it may have been written to mean another."""
        grouped = _THREE_DECIMALS.fullmatch(plain)
        if grouped and (grouped[2].endswith("0") or grouped[3] not in numerals.BIG_UNITS[2:]):
            thousands = numerals.read(grouped[1] + grouped[2] + grouped[3])
            return _asked(question, "unit", (value, *((thousands,) if thousands else ())))
        if other := _other_reading(typed, plain, value):
            return _asked(question, "unit", (value, other))
        spoken = _bare(typed)
        if _LIKE_A_TELEPHONE.fullmatch(plain):
            return _asked(question, "seen", (value,))
        if _GROUPS.fullmatch(spoken) or _TAIL.search(spoken):
            return _asked(question, "grouping", (value,))
        return _judged(question, value)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """新臺幣 5,000,000 元（500 萬元）, or NT$5,000,000 (500 萬元)."""
        return written(int(str(value)), names.language)


def written(dollars: int, language: str) -> str:
    """An amount in both units, in the language given."""
    short = _in_ten_thousands(dollars)
    if is_chinese(language):
        return f"新臺幣 {dollars:,} 元" + (f"（{short}）" if short else "")
    return f"NT${dollars:,}" + (f" ({short})" if short else "")


def _in_ten_thousands(dollars: int) -> str:
    """500 萬元, 120.5 萬元, 1 億 2,000 萬元, 1 億 2,345 萬 6,789 元, 1 億又 1 元; empty below ten thousand."""
    if dollars < _BARE_BELOW:
        return ""
    hundred_millions, rest = divmod(dollars, 10**8)
    ten_thousands, ones = divmod(rest, 10**4)
    if not hundred_millions and ones % 100 == 0:
        decimals = f".{ones:04}".rstrip("0") if ones else ""
        return f"{ten_thousands:,}{decimals} 萬元"
    parts = [f"{hundred_millions:,} 億"] if hundred_millions else []
    parts += [f"{ten_thousands:,} 萬"] if ten_thousands else []
    gap = ones < 10**3 or not ten_thousands  # 又 says that the places between are empty
    ending = f"{'又 ' if gap else ' '}{ones:,} 元" if ones else "元"
    return " ".join(parts) + ending


def _on_one_line(text: str) -> str:
    """The text with a mark for each line break between figures: they stand on lines of their own."""
    lines = [line for line in normalise.visible(text).split("\n") if line.strip()]
    figures = [line for line in lines if _WORDS_BEFORE.sub("", line)]
    return "；".join(lines) if len(figures) > 1 else text


def _bare(typed: str) -> str:
    """What stands outside parentheses, without words around the number; its currency and blanks are kept."""
    plain = normalise.without_asides(typed)
    for _ in range(3):
        plain = _AROUND.sub("", plain.strip())
    return plain


def _plain(typed: str) -> str:
    """The number alone: currency, 約 and what stands in parentheses taken off, blanks around units closed."""
    plain = _bare(_DOLLARS.sub("", _bare(typed)))
    return re.sub(r"(?<![0-9]) | (?![0-9])", "", plain)


def _are_several(typed: str) -> bool:
    """Whether two amounts or more stand beside each other."""
    parts = _APART.split(normalise.without_asides(typed))
    read = (numerals.read(_plain(_WORDS_BEFORE.sub("", part))) for part in parts)
    return sum(value is not None for value in read) > 1


def _agrees(typed: str, value: Fraction) -> bool:
    """Whether an amount in parentheses says the same as the one before it."""
    others = (numerals.read(_plain(aside)) for aside in normalise.asides(typed))
    return all(other is None or other == value for other in others)


def _judged(question: Question, value: Fraction) -> Outcome:
    limits = question.limits
    if value.denominator != 1:
        return Rejected("fraction")
    dollars = int(value)
    if dollars < limits.minimum:
        return Rejected("too_small", {"min": f"{limits.minimum:,}"})
    if dollars > limits.maximum:
        return Rejected("too_large", {"max": f"{limits.maximum:,}"})
    return Doubtful("zero", (0,)) if dollars == 0 and question.confirm_zero else Accepted(dollars)


def _other_reading(typed: str, plain: str, value: Fraction) -> Fraction | None:
    """What the number may have meant as well: 500 is often 500 萬, and 一億二千 is 一億二千萬 as people say it."""
    said = bool(_DOLLARS.search(typed))
    spoken = _UNIT_UNSAID.fullmatch(plain)
    if spoken and said and spoken[2].isdecimal():
        return None
    rest = numerals.read(spoken[2]) if spoken else None
    if rest is not None:
        return value + rest * (10**4 - 1)
    bare = not said and not any(unit in plain for unit in numerals.BIG_UNITS)
    return value * 10**4 if bare and 0 < value < _BARE_BELOW else None


def _asked(question: Question, code: str, readings: Iterable[Fraction]) -> Outcome:
    """A doubt between the readings, as far as each is acceptable."""
    judged = [_judged(question, value) for value in dict.fromkeys(readings)]
    candidates = tuple(outcome.value for outcome in judged if isinstance(outcome, Accepted))
    return Doubtful(code, candidates) if candidates else judged[0]
