"""Which page of signing online somebody sees, and its HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.documents.qr_code import code
from bot.languages import LANGUAGES
from bot.signing.case_requests import CaseRequest
from bot.signing.words import SIGNING, filled, masked, moment, words_of
from flows.definitions.programme import Programme
from flows.signing.decisions import RefusalCode
from flows.signing.facts import PictureKind, ProofMethod
from flows.signing.request import SigningRequest, Stage
from flows.signing.strokes import looks_accidental

_STEPS = {"number": 2, "code": 2, "read": 3, "draw": 4, "check": 4}
"""Which of four steps a page belongs to; the first page is the first."""

HASH_SHOWN = 16
"""Digits of the SHA-256 of a document that are shown before signing."""

UPLOADS = ("unreadable", "too_large", "no_imprint")
"""Further words of `refusals`: why a picture of a seal cannot be used."""

WITHHELD = "withheld"
"""A word of `refusals`: no code is mailed to this mailbox."""

SEALING = "sealing"
"""The page of whoever has just signed, until the worker has made the files."""

_CHATS = {"line": "LINE", "telegram": "Telegram"}
"""What the chats are called that a link leads back to."""

MUCH_INK = "much_ink"
"""Said of a seal picture whose paper may not have come off."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser asked for: the address of the link without its queries, page and step of it, its language, what
    to tell besides, and whether the browser is the signer's. `url` is the whole address, `chat` that of the chat the
    link was asked for in, "" where there is none to open."""

    path: str
    language: str = ""
    page: int = 0
    step: str = ""
    said: str = ""
    own: bool = False
    url: str = ""
    chat: str = ""


def language_of(asked: Asked, case: CaseRequest | None) -> str:
    """The language asked for, else the request's."""
    if asked.language in LANGUAGES:
        return asked.language
    return case.request.asked.language if case else LANGUAGES[0]


def screen_of(stage: Stage, asked: Asked, case: CaseRequest) -> tuple[str, int]:
    """The page to show at this stage, and which page of the document where one is shown."""
    shown = case.request.pages
    if stage in (Stage.READING, Stage.DRAWING, Stage.CHECKING):
        if asked.page in shown:
            return "read", asked.page
        if stage is Stage.READING:
            return "read", shown[-1] if shown else 1
        if stage is Stage.DRAWING and asked.step != "draw":
            return "read", shown[-1]
        return ("draw", 0) if stage is Stage.DRAWING or asked.step == "draw" else ("check", 0)
    if stage is Stage.SIGNED and asked.own and not case.request.finished:
        return SEALING, 0
    return stage.value, 0


def page_of(screen: str, page: int, asked: Asked, case: CaseRequest, agreement: str) -> str:
    """The HTML of a page about a request; `agreement` is the programme's, as it was recorded."""
    language = language_of(asked, case)
    request, programme = case.request, case.definition.programme
    done = request.signed or request.sent_back
    facts = {
        "case": case.application.case_number,
        "company": case.application.company,
        "until": moment(request.asked.until, language),
        "mailbox": masked(request.asked.address) if request.asked.address else "",
        "page": page,
        "pages": case.pages,
        "at": moment(done.at, language) if done else "",
        "hash": request.finished.file if request.finished else case.document.sha256[:HASH_SHOWN],
        "agreement": agreement,
        **_about(programme, language),
    }
    more = {
        "mailbox": facts["mailbox"] if request.asked.way == ProofMethod.MAIL else "",
        "number": request.number,
        "page": page,
        "pages": case.pages,
        "shown": request.pages,
        "document": case.document.sha256,
        "doubt": _doubt(request, asked),
        "seals_open": asked.said in UPLOADS,
        "own": asked.own,
        "qr": f"data:image/svg+xml,{quote(code(asked.url))}" if screen == "open" and asked.url else "",
        "chat": _chat_link(request, asked, words_of(language)["status_word"]),
        "chat_name": _CHATS.get(request.asked.channel, ""),
    }
    return _rendered(screen, language, asked, facts, more)


def _chat_link(request: SigningRequest, asked: Asked, word: str) -> str:
    """Where whoever signs for themselves finds the chat again; LINE opens it with a word filled in."""
    if not asked.chat or request.asked.way != ProofMethod.CHAT:
        return ""
    return f"{asked.chat}/?{quote(word)}" if request.asked.channel == "line" else asked.chat


def page_without(screen: str, programme: Programme, asked: Asked) -> str:
    """The HTML of a page about no request: the link is unknown, signing is off."""
    language = language_of(asked, None)
    return _rendered(screen, language, asked, _about(programme, language), {})


def statements(case: CaseRequest, language: str) -> list[str]:
    """The wording of the boxes to tick."""
    found: list[str] = filled(words_of(language)["check"]["statements"], {"pages": case.pages})
    return found


def link(asked: Asked, below: str = "", **query: object) -> str:
    """An address beneath the link, with the language that was chosen, unless another is."""
    given = {**({"lang": asked.language} if asked.language in LANGUAGES else {}), **query}
    return f"{asked.path}{below}" + (f"?{urlencode(given)}" if given else "")


def _about(programme: Programme, language: str) -> dict[str, object]:
    contact = programme.contact
    return {
        "programme": programme.words[language]["title"],
        "host": programme.words[language]["host"],
        "contact": f"{contact.name} {contact.phone}",
    }


def _doubt(request: SigningRequest, asked: Asked) -> str:
    picture = request.picture
    if picture and picture.kind == PictureKind.DRAWN and looks_accidental(_strokes(picture.strokes)):
        return "accidental"
    return MUCH_INK if asked.said == MUCH_INK else ""


def _strokes(given: Any) -> list[tuple[tuple[float, float], ...]]:
    return [tuple((float(x), float(y)) for x, y in stroke) for stroke in given]


def _rendered(
    screen: str, language: str, asked: Asked, facts: Mapping[str, object], more: Mapping[str, object]
) -> str:
    everything = words_of(language)
    refusals = (*RefusalCode, *UPLOADS, WITHHELD)
    told = {
        "language": language,
        "other_language": next(each for each in LANGUAGES if each != language),
        "all": everything,
        "w": filled(everything[screen], facts),
        "back": everything["send_back"],
        "screen": screen,
        "step": _STEPS.get(screen, 1 if screen == "open" else 0),
        "refused": everything["refusals"][asked.said] if asked.said in refusals else "",
        "contact": everything["contact"].format_map(facts),
        "link": lambda below, **query: link(asked, below, **query),
        **more,
    }
    return _environment().get_template("page.html").render(told)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(SIGNING),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
