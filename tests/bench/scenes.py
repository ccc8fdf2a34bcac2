"""What the people of the benchmarks send, as the raw webhooks of each platform."""

import base64
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from flows.interface.inbound import Content, Opened, Text
from tests.faults.crowd import update
from tests.faults.line_crowd import line_content
from tests.faults.service import SECRET
from tests.support.scripts import application, ubns

PERSONA = "non_exporter"
RIVAL_QUESTIONS = 45
LINE_SECRET = "bench"
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One webhook, and the key of the answer to wait for."""

    made: Callable[[], bytes]
    key: str

    @property
    def request(self) -> bytes:
        """To be sent now: what is dated before the question it answers could be seen is not taken for its answer."""
        return self.made()


def _request(path: str, body: bytes, header: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"{header}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def telegram(user: int, script: Sequence[Content]) -> list[Turn]:
    """A person on Telegram."""
    return [Turn(partial(_telegram_request, user, content), str(user)) for content in script]


def _telegram_request(user: int, content: Content) -> bytes:
    header = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}"
    return _request("/telegram/webhook", json.dumps(update(user, content)).encode(), header)


def line(user: int, script: Sequence[Content]) -> list[Turn]:
    """The same person on LINE."""
    numbered = ((next(_numbers), content) for content in script)
    return [
        Turn(partial(_line_request, user, number, content), _reply_token(user, number))
        for number, content in numbered
    ]


def _reply_token(user: int, number: int) -> str:
    return f"{user:016x}{number:016x}"


def _line_request(user: int, number: int, content: Content) -> bytes:
    event = {
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": f"U{user:032x}"},
        "webhookEventId": f"01H{number:023d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": _reply_token(user, number),
        **line_content(content, number),
    }
    body = json.dumps({"destination": "U" + "b" * 32, "events": [event]}).encode()
    signature = base64.b64encode(hmac.new(LINE_SECRET.encode(), body, hashlib.sha256).digest()).decode()
    return _request("/line/webhook", body, f"x-line-signature: {signature}")


def applicants(count: int, first: int = 1) -> list[tuple[int, tuple[Content, ...]]]:
    """So many people with companies of their own: user number and what they send, short of submitting."""
    known = ubns(first + count)[first:]
    return [(10_000 + first + n, application(PERSONA, ubn)[0][:-1]) for n, ubn in enumerate(known)]


def rivals(count: int, first: int = 1) -> list[tuple[int, tuple[Content, ...]]]:
    """The same number of people for the linear questionnaire of the rivals: hello, then plain answers."""
    script: tuple[Content, ...] = (Opened(), *(Text("12345675") for _ in range(RIVAL_QUESTIONS - 1)))
    return [(10_000 + first + n, script) for n in range(count)]
