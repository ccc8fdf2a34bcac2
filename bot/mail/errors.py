"""Why a mail did not leave, and whether trying again can help."""

import re
import ssl
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import IntEnum, StrEnum

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupported,
    SMTPResponseException,
)

_ENHANCED = re.compile(r"[245]\.(\d{1,3}\.\d{1,3})\b")
_TOO_LARGE = "3.4"
_FULL = frozenset({"2.2", "3.1"})
"""Mailbox full, and mail system full (RFC 3463, sections 3.3 and 3.4)."""


class Retry(StrEnum):
    """Soon: in a minute, then less often. Slowly: somebody must act, hours will do. Never: give up loudly."""

    SOON = "soon"
    SLOWLY = "slowly"
    NEVER = "never"


class Stage(IntEnum):
    """How far an attempt has come."""

    CONNECT = 1
    SENDER = 2
    RECIPIENT = 3
    CONTENT = 4


class MailError(Exception):
    """A mail that did not reach everybody. `reason` holds stage, code and class, nobody's address or words.

    `refusals` are the recipients that did not take it while others did, each with its own error. `unclear`: the
    connection was lost after the content, so that the server may have taken it or not. `untried`: nothing was tried,
    since the server has not been answering; how long to wait."""

    def __init__(
        self,
        kind: Retry,
        reason: str,
        *,
        refusals: "Mapping[str, MailError] | None" = None,
        unclear: bool = False,
        untried: timedelta | None = None,
    ) -> None:
        super().__init__(f"{reason} (retry {kind})")
        self.kind = kind
        self.reason = reason
        self.refusals = refusals or {}
        self.unclear = unclear
        self.untried = untried

    @property
    def delivered(self) -> bool:
        """Whether somebody has it."""
        return bool(self.refusals)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The recipients worth another try when others have the mail: to all of them again would be a double. Empty
        means everybody."""
        return tuple(one for one, error in self.refusals.items() if error.kind is not Retry.NEVER)

    @property
    def refused(self) -> str:
        """Why some of them will never get it."""
        return reasons_of(error for error in self.refusals.values() if error.kind is Retry.NEVER)


def reasons_of(errors: Iterable[MailError]) -> str:
    """Every reason once."""
    return "; ".join(dict.fromkeys(error.reason for error in errors))


def classify(error: Exception, stage: Stage, *, unclear: bool = False) -> MailError:
    """What went wrong at that stage, as far as the mail is concerned; `unclear` when the content had left by then."""
    where = stage.name.lower()
    cause = error.__cause__ if isinstance(error.__cause__, ssl.SSLError) else error
    match cause:
        case SMTPResponseException():
            return MailError(*_answered(cause, stage))
        case ssl.SSLError():
            return MailError(Retry.SLOWLY, f"{where}: TLS {cause.reason or type(cause).__name__}")
        case SMTPNotSupported() if stage > Stage.CONNECT:
            return MailError(Retry.NEVER, f"{where}: address needs SMTPUTF8, which the server does not offer")
        case OSError():
            doubt = ", the server may have taken it" if unclear else ""
            return MailError(Retry.SOON, f"{where}: {type(cause).__name__}{doubt}", unclear=unclear)
        case ValueError() if stage > Stage.CONNECT:
            return MailError(Retry.NEVER, f"{where}: an address cannot be sent to")
        case SMTPException() if stage is Stage.CONNECT:
            return MailError(Retry.SLOWLY, f"{where}: the server does not offer what SMTP_URL asks for")
        case _:
            return MailError(Retry.SOON, f"{where}: {type(cause).__name__}")


def _answered(error: SMTPResponseException, stage: Stage) -> tuple[Retry, str]:
    """By the reply code (RFC 5321, section 4.2.1), refined by the enhanced one (RFC 3463) where there is one.

    A refusal before the first recipient is about our server, account or sender, not about this mail: an
    operator can repair it, so it is not given up."""
    enhanced = _ENHANCED.match(error.message)
    detail = enhanced[1] if enhanced else ""
    where = "login" if isinstance(error, SMTPAuthenticationError) else stage.name.lower()
    reason = f"{where}: {error.code}{' ' + enhanced[0] if enhanced else ''}"
    if detail == _TOO_LARGE or (error.code == 552 and stage is Stage.SENDER):
        return Retry.NEVER, f"{reason}, too large"
    if detail in _FULL or error.code in (452, 552):
        return Retry.SLOWLY, f"{reason}, full"
    if error.code < 500:
        return Retry.SOON, reason
    return (Retry.NEVER if stage >= Stage.RECIPIENT else Retry.SLOWLY), reason
