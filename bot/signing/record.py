"""The record of a signing: one page that says who proved what, when, and what was signed; sealed like the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.notifications.mail_facts import answers_of
from bot.signing.case_requests import CaseRequest
from bot.signing.words import exactly, filled, masked, words_of
from flows.definitions.languages import CHINESE
from flows.signing.facts import PageShown, PictureKind, ProofMethod, SigningFact

_HASH_SHOWN = 16

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sealing:
    """What only whoever seals knows: the SHA-256 of the signed document and of the seal's certificate."""

    document: str
    certificate: str
    agreement: str


def record_data(case: CaseRequest, sealing: Sealing) -> Mapping[str, Any]:
    """What templates/shared/document/online.typ prints as `record`. The request is signed."""
    words = words_of("record")
    programme = case.definition.programme
    parts: Mapping[str, Rows] = {
        "document": _document(case, sealing),
        "agreement": [(words["rows"]["agreement"], sealing.agreement)],
        "signer": _signer(case),
        "steps": [(exactly(fact.at), _told(fact)) for fact in case.facts],
        "statements": _statements(case),
        "technical": _technical(case, sealing),
    }
    titles = words["parts"]
    return {
        "title": words["title"],
        "author": programme.words[CHINESE]["executor"],
        "intro": words["intro"].format(case=case.application.case_number),
        "foot": words["foot"],
        "parts": [{"title": titles[key], "rows": tuple(rows)} for key, rows in parts.items()],
    }


def _document(case: CaseRequest, sealing: Sealing) -> Rows:
    rows, questionnaire = words_of("record")["rows"], case.definition.edition.questionnaire
    return [
        (rows["company"], case.application.company),
        (rows["case"], case.application.case_number),
        (rows["form"], f"{questionnaire.version} ({questionnaire.digest[:_HASH_SHOWN]})"),
        (rows["before"], case.document.sha256),
        (rows["after"], sealing.document),
    ]


def _signer(case: CaseRequest) -> Rows:
    words, asked, picture = words_of("record"), case.request.asked, case.request.picture
    answers = answers_of(case.application)
    roles = case.definition.edition.roles.questions
    named = [roles[role] for role in ("signing.name", "signing.title") if role in roles]
    signer = [str(answers[name].value) for name in named if name in answers]
    facts = {
        "channel": words["channels"].get(asked.channel, asked.channel),
        "mailbox": masked(asked.address) if asked.address else "",
        "count": len(picture.files) if picture else 0,
    }
    rows, values = words["rows"], filled(words["values"], facts)
    drawn = picture is not None and picture.kind == PictureKind.DRAWN
    return [
        (rows["name"], "　".join(signer)),
        (rows["passed_on"], values["passed_on" if asked.way == ProofMethod.MAIL else "passed_on_self"]),
        (rows["identity"], values["mail" if asked.way == ProofMethod.MAIL else "chat"]),
        (rows["picture"], values["drawn" if drawn else "seals"]),
    ]


def _told(fact: SigningFact) -> str:
    words = words_of("record")
    if isinstance(fact, PageShown):
        return str(words["page"]).format(page=fact.page)
    return str(words["facts"][type(fact).__name__])


def _statements(case: CaseRequest) -> Rows:
    label, signed = words_of("record")["rows"]["statement"], case.request.signed
    assert signed is not None
    return [
        (label.format(number=number), f"☑ {statement}")
        for number, statement in enumerate(signed.statements, start=1)
    ]


def _technical(case: CaseRequest, sealing: Sealing) -> Rows:
    words, signed, verified = words_of("record"), case.request.signed, case.request.verified
    assert signed is not None
    assert verified is not None
    rows, none = words["rows"], words["none"]
    return [
        (rows["ip"], signed.ip or none),
        (rows["device"], signed.device or none),
        (rows["session"], verified.browser[:_HASH_SHOWN]),
        (rows["seal"], sealing.certificate),
        (rows["time_stamp"], words["values"]["no_time_stamp"]),
    ]
