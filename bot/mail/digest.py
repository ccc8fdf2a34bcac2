"""The operator's mail of the day: what is stuck, once per cause, with the likely remedy."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses
from functools import cache
from itertools import groupby
from typing import Any

from bot.mail.compose import MAIL
from bot.mail.headers import MailName, blank, named, sender_of
from flows.definitions.programme import TAIPEI

SHOWN_CASES = 12


@dataclass(frozen=True, slots=True)
class Trouble:
    """One piece of work in trouble. `state` is stuck, retrying or bounced; `case` is empty for work of no case."""

    state: str
    kind: str
    case: str
    error: str


def compose_digest(
    troubles: Sequence[Trouble], older: int, at: datetime, secret: str, to: str, sender: str
) -> EmailMessage:
    """The mail about these; `older` more are only counted. The same day gives the same Message-ID,
    of which `secret` is what nobody can guess.

    Raises ValueError for an address that is none."""
    words, day = _words(), f"{at.astimezone(TAIPEI):%Y-%m-%d}"
    origin = sender_of(sender, words["sender"])
    receivers = [named(*one) for one in getaddresses([to])]
    subject = words["subject"].format(day=day, count=len(troubles))
    message = blank(
        MailName(f"<digest.{day}.{secret}@{origin.domain}>", at), origin, receivers, origin, subject
    )
    parts = [words["opening"], *_entries(troubles, words)]
    if older:
        parts.append(words["older"].format(count=older))
    message.set_content("\n\n".join([*parts, words["closing"]]) + "\n", cte="base64")
    return message


def _entries(troubles: Iterable[Trouble], words: Mapping[str, Any]) -> list[str]:
    """One paragraph per cause and state, the given-up work first."""
    states, causes = list(words["states"]), words["causes"]
    keyed = [
        ((states.index(trouble.state), _cause(trouble.error, causes), trouble.error), trouble)
        for trouble in troubles
    ]
    keyed.sort(key=lambda pair: pair[0])
    groups = groupby(keyed, key=lambda pair: pair[0][:2])
    return [
        _paragraph(causes[cause], states[state], [trouble for _, trouble in pairs], words)
        for (state, cause), pairs in groups
    ]


def _paragraph(
    cause: Mapping[str, str], state: str, troubles: Sequence[Trouble], words: Mapping[str, Any]
) -> str:
    kinds = dict.fromkeys(words["kinds"].get(trouble.kind, trouble.kind) for trouble in troubles)
    told = "、".join([words["states"][state], *kinds])
    lines = [words["entry"].format(title=cause["title"], count=len(troubles), kinds=told)]
    cases = list(dict.fromkeys(trouble.case for trouble in troubles if trouble.case))
    if cases:
        shown = "、".join(cases[:SHOWN_CASES])
        rest = words["more"].format(count=len(cases)) if len(cases) > SHOWN_CASES else ""
        lines.append(words["cases"].format(cases=shown + rest))
    errors = dict.fromkeys(trouble.error for trouble in troubles)
    lines.append(words["error"].format(error="；".join(list(errors)[:3])))
    lines.append(words["remedy"].format(remedy=cause["remedy"]))
    return "\n".join(lines)


def _cause(error: str, causes: Sequence[Mapping[str, str]]) -> int:
    """The first cause that fits; the last fits everything."""
    return next(number for number, cause in enumerate(causes) if re.search(cause["match"], error))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((MAIL / "digest.toml").read_text(encoding="utf-8"))
