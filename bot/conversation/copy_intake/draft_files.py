"""The files of a signed copy that is not sent in yet: pages that were read, the draft, its preview."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from bot.conversation.follow_ups.base import Files
from bot.sandbox.packet import BadPacket, Packet
from flows.session.submitted.copy_parts import CopyPage
from flows.session.submitted.signed_copy import PROBLEMS, REFUSALS, CopyDraft, CopyFinding
from storage.records import NewFile
from storage.stored_names import FileRole

COPY_ROLES = "copy_"
"""How the roles of these files begin."""


def refusal_in(answer: Packet) -> tuple[str, Mapping[str, str]] | None:
    """Why the upload cannot be used, if it cannot. BadPacket."""
    return _coded(answer.facts.get("refused"))


def missing_in(answer: Packet) -> tuple[str, Mapping[str, str]] | None:
    """Why there is no signed copy yet, if there is none. BadPacket."""
    return _coded(answer.facts.get("missing"))


def _coded(told: Any) -> tuple[str, Mapping[str, str]] | None:
    match told:
        case None:
            return None
        case {"code": str(code), "facts": dict(facts)} if code in REFUSALS:
            return code, {str(name): str(fact) for name, fact in facts.items()}
        case _:
            raise BadPacket("no refusal")


def pages_of(case: str, answer: Packet) -> tuple[tuple[CopyPage, ...], Files]:
    """The pages of an answer and the files with their pictures, by hash. Blocks for some ms. BadPacket."""
    match answer.facts.get("pages"):
        case list(seen) if len(seen) <= len(answer.pieces) and all(isinstance(one, dict) for one in seen):
            pages, files = [], {}
            for facts, picture in zip(seen, answer.pieces, strict=False):
                name = sha256(picture).hexdigest()
                files[name] = NewFile(
                    case, f"{FileRole.COPY_PAGE}_{name[:16]}", "page.jpg", "image/jpeg", picture
                )
                pages.append(CopyPage(name, _number(facts.get("number")), facts))
            return tuple(pages), files
        case _:
            raise BadPacket("no pages")


def draft_of(case: str, answer: Packet, parts: Sequence[str]) -> tuple[CopyDraft, Files]:
    """The signed copy of an answer, made of these page files, and its own files by hash. Blocks for some ms.

    BadPacket."""
    match answer.facts.get("made"), answer.pieces:
        case {
            "pages": list(pages),
            "findings": list(findings),
            "signer": str(signer),
            "digital": bool(digital),
        }, [*_, pdf, preview]:
            file, picture = sha256(pdf).hexdigest(), sha256(preview).hexdigest()
            files = {
                file: NewFile(case, FileRole.COPY_DRAFT, f"{case}_signed.pdf", "application/pdf", pdf),
                picture: NewFile(case, FileRole.COPY_PREVIEW, f"{case}_signed.png", "image/png", preview),
            }
            numbers = tuple(filter(None, map(_number, pages)))
            told = tuple(_finding(finding) for finding in findings)
            return CopyDraft(file, () if digital else tuple(parts), numbers, told, signer, picture), files
        case _:
            raise BadPacket("no signed copy")


def _number(told: Any) -> int | None:
    return told if isinstance(told, int) else None


def _finding(told: Any) -> CopyFinding:
    match told:
        case [str(code), str(other)] if code in PROBLEMS:
            return CopyFinding(code, other)
        case _:
            raise BadPacket("no finding")
