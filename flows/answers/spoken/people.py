"""Whether words can be a person's full name, and what is left of them without a call before or behind the name."""

import re
from typing import Final

_HAN: Final = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_CALLS: Final = (
    r"董事長|總經理|副總經理|副總|執行長|負責人|代表人|創辦人|老闆娘?|經理|副理|協理|主任|店長|廠長|課長|特助|會計|秘書"
    r"|業務|股東|理事長|校長|院長|所長|專員|助理|窗口|聯絡人|ceo|owner|manager|director|boss"
)
_OF_DEPARTMENT: Final = rf"{_HAN}{{1,6}}[部課組處室]的"
_LED: Final = re.compile(
    rf"(?:(?:{_OF_DEPARTMENT})?(?:{_CALLS})|{_OF_DEPARTMENT})[ :：]*(?P<name>{_HAN}{{2,5}}|[a-z][a-z .]*)",
    re.I,
)
_LED_IN_ENGLISH: Final = re.compile(
    r"(?:the |our |my )?(?:owner|boss|manager|director|contact|representative|ceo|president)"
    r"(?:[’']s)?(?: person| name)*(?: is|:) +(?P<name>\S.*)",
    re.I,
)
_COURTESY: Final = re.compile(
    rf"[ ,，]*(?:[(（](?:{_CALLS})[)）]|先生|小姐|女士|太太|董事長|總經理|經理|副理|協理|主任"
    r"|老師|醫師|律師|會計師)$",
    re.I,
)
"""Kept behind a full name: 周立群先生."""

_BEHIND: Final = re.compile(r" (?:speaking|here)$", re.I)
_CALLED: Final = re.compile(
    rf"[阿小老大](?:{_HAN}|[a-z]+)"
    rf"|{_HAN}(?:桑|媽媽?|爸爸?|哥|姐|姊|嫂|伯|叔|姨|董娘|醬|師傅|老師|阿姨|伯母|奶奶)",
    re.I,
)
"""阿花, 小陳, 林桑, 張媽媽: what somebody is called, but not in a register."""

_MASKED: Final = re.compile(rf"{_HAN}[○〇◯OＯ*＊✕xXｘ_＿]+{_HAN}?")
_ONESELF: Final = re.compile(
    rf"(?:{_CALLS}|娘|自己|本人|我|就|是|也|都|親自|一個人|同一個?人?)+|(?:跟|和|與|同)(?:{_CALLS}).*", re.I
)
_LATIN: Final = "[a-z][a-z .]{1,30}?"
_TWO: Final = re.compile(rf"({_LATIN})(?: or | and | ?[/&] ?)({_LATIN})", re.I)
_RUN: Final = re.compile(f"{_HAN}+")
_NEVER_IN_NAMES: Final = re.compile(r"[的是我你妳您他她們這这那嗎呢啊喔或跟很還没沒換打找叫]")
_MOST: Final = 4
_DOTS: Final = re.compile(r"[‧·・•．.]")
_FAMILY_NAMES: Final = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉呂江何蕭羅簡朱鍾彭游詹胡施沈余盧趙梁顏柯翁魏孫戴范方宋鄧杜侯曹薛"
    "丁傅卓阮馬溫蔣唐藍連石康紀姚馮歐程古田童姜湯白尤鄒巫涂嚴"
)
_FULL_NAME: Final = re.compile(
    rf"[{_FAMILY_NAMES}]{_HAN}[^\W理長員師任管計書問務監事董總人工闆板家手生助官士部組課室處科導編廚匠商銷]"
)
_SENTENCE: Final = re.compile(r".{3,}的")


def two(words: str) -> tuple[str, ...]:
    """Two people's names in Latin letters; empty for one."""
    match = _TWO.fullmatch(words)
    return tuple(name.strip() for name in match.groups()) if match else ()


def bare(words: str) -> str:
    """The name without department, rank or call around it: 業務部的Kevin, 董事長張簡志豪, 歐陽娜娜小姐."""
    found = _BEHIND.sub("", words)
    match = _LED_IN_ENGLISH.fullmatch(found) or _LED.fullmatch(found)
    name = match["name"].strip() if match else found
    return name if len(name) > 1 and not is_unlikely(name) else words


def is_unlikely(words: str) -> bool:
    """Whether words are rather what somebody is called, oneself, a masked name, or a sentence.

    Names written in Chinese have four characters at most, unless dots part them (夷將‧拔路兒)."""
    plain = words.replace(" ", "")
    if len(name := _COURTESY.sub("", plain)) > 1:
        plain = name
    if _CALLED.fullmatch(plain) or _MASKED.fullmatch(plain) or _ONESELF.fullmatch(plain):
        return True
    runs = _RUN.findall(plain)
    if runs and not _DOTS.search(plain) and (len(runs) > 1 or len(runs[0]) > _MOST):
        return True
    return any(_NEVER_IN_NAMES.search(run) for run in runs)


def is_no_title(words: str) -> bool:
    """Whether words asked for as a title are a person's name, or a sentence that ends in 的."""
    return bool(_FULL_NAME.fullmatch(words) or _SENTENCE.fullmatch(words))
