"""What the child does with a packet: one upload read and, with the pages kept of earlier ones, put together.

Asked: `case` and its `revision`; `kept`, the facts of pages read before; pieces: the unsigned document, the upload
(empty: nothing new), the pictures of the kept pages.
Answered: `pages`, the facts of new ones; `refused`, why the upload cannot be used; `made` or `missing`, the signed copy
or why there is none yet; pieces: the pictures of the new pages, then the signed copy and its preview, if any.
"""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.packet import Packet
from bot.signed_copy import Page, Refused, page_facts, page_of, pipeline
from bot.signed_copy.pipeline import AssembledCopy
from flows.interface.known import CopySeen

UNREADABLE = "unreadable"


def answered(packet: Packet) -> Packet:
    """The answer to a packet; whatever a file makes a library do is an answer too."""
    try:
        return _answered(packet)
    except Exception as error:
        return Packet({"refused": {"code": UNREADABLE, "facts": {}}, "error": type(error).__name__})


def _answered(packet: Packet) -> Packet:
    unsigned, upload, *pictures = packet.pieces
    case, revision = str(packet.facts["case"]), int(packet.facts.get("revision", 1))
    kept = [page_of(facts, picture) for facts, picture in zip(packet.facts["kept"], pictures, strict=True)]
    new: Sequence[Page] = ()
    if upload:
        match pipeline.read_part(upload, unsigned, case, revision):
            case Refused() as refused:
                return Packet({"refused": _coded(refused.code.value, refused.facts)})
            case AssembledCopy() as digital:
                return _made((), digital, digital=True)
            case pages:
                new = pages
    match pipeline.put_together(kept, new, unsigned, case):
        case CopySeen() as seen:
            told = {"pages": [page_facts(page) for page in new], "missing": _coded(seen.refused, seen.facts)}
            return Packet(told, [page.picture for page in new])
        case made:
            return _made(new, made, digital=False)


def _made(new: Sequence[Page], made: AssembledCopy, *, digital: bool) -> Packet:
    told = {
        "pages": list(made.pages),
        "findings": [[finding.code, finding.other] for finding in made.findings],
        "signer": made.signer,
        "digital": digital,
    }
    facts = {"pages": [page_facts(page) for page in new], "made": told}
    return Packet(facts, [*(page.picture for page in new), made.pdf, made.preview])


def _coded(code: str, facts: Any) -> dict[str, Any]:
    return {"code": code, "facts": {name: str(fact) for name, fact in facts.items()}}
