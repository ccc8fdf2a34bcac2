"""Puts a signed copy together: reading, judging, assembling, drawing the preview. Blocks; imports OpenCV.

Runs in a child process only (bot/sandbox), since it opens files of strangers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import documents, signed_copy
from bot.signed_copy import Assembled, MediaKind, Page, ProblemCode, RefusalCode, Refused, layout
from flows.interface.known import CopySeen
from flows.session.submitted.signed_copy import PAGE_1_MISSING, PAGE_UNREAD, CopyFinding


@dataclass(frozen=True, slots=True)
class AssembledCopy:
    """A signed copy put together, with what was seen on it."""

    pdf: bytes
    preview: bytes
    pages: tuple[int, ...]
    findings: tuple[CopyFinding, ...]
    signer: str


def read_part(
    part: bytes, unsigned: bytes, case: str, revision: int = 1
) -> tuple[Page, ...] | AssembledCopy | Refused:
    """The pages of one upload; a whole signed copy when it is our very document signed digitally.

    An upload with a page of another case is refused as a whole, and one of other answers than those of `revision`.
    """
    media = signed_copy.check(part, "")
    if isinstance(media, Refused):
        return media
    pdf = media.kind is MediaKind.PDF
    if pdf and (digital := _digital(part, unsigned)):
        return digital
    altered = pdf and signed_copy.altered(part, unsigned)
    pages: list[Page] = []
    for index in range(media.pages):
        found = signed_copy.read_pages(part, index)
        if isinstance(found, Refused):
            return found
        other = next((page.case_number for page in found if page.case_number not in (None, case)), None)
        if other:
            return Refused(RefusalCode.OTHER_CASE, {"case_number": other})
        if any(page.case_number == case and page.revision not in (0, revision) for page in found):
            return Refused(RefusalCode.OTHER_REVISION)
        pages += [replace(_of_annex(page, unsigned), altered=altered) for page in found]
    return tuple(pages)


def _of_annex(page: Page, unsigned: bytes) -> Page:
    """The page, with its number if it is the annex's: on the first layout an annex had no code to be known by."""
    annex = range(layout.LAYOUTS[0].counted, documents.page_count(unsigned))
    return page if page.number is not None or not annex else signed_copy.recognised(page, unsigned, annex)


def put_together(
    kept: Sequence[Page], new: Sequence[Page], unsigned: bytes, case: str
) -> AssembledCopy | CopySeen:
    """The signed copy of pages kept from earlier uploads and those of the newest; or why there is none yet."""
    pages = [*kept, *new]
    assembled = signed_copy.assemble(pages, unsigned, case)
    if isinstance(assembled, Refused):
        missing = assembled.code is RefusalCode.NO_PAGE_1
        return _without_page_1(new or kept, pages, case) if missing else _refused(assembled)
    return _finished(assembled, pages, case)


def _digital(part: bytes, unsigned: bytes) -> AssembledCopy | Refused | None:
    """Our document with digital signatures and nothing else; any other PDF is read by its pages, like a scan. Our own
    certificate speaks for nobody of the company."""
    signature = signed_copy.signature_of(part, unsigned)
    if signature is None or not signature.original_kept:
        return None
    if signature.by_seal:
        return Refused(RefusalCode.SIGNED_ONLINE)
    findings = () if signature.holds else (CopyFinding("signature_broken"),)
    numbers = tuple(range(1, documents.page_count(part) + 1))
    return AssembledCopy(part, documents.preview(part), numbers, findings, signature.signer)


def _finished(assembled: Assembled, pages: Sequence[Page], case: str) -> AssembledCopy:
    told = signed_copy.problems(pages, case)
    findings = tuple(CopyFinding(problem.code.value, problem.other_case or "") for problem in told)
    signed_at = 0 if 1 in assembled.sent_pages else 1  # a sheet for seals stands behind page 1
    preview = documents.preview(assembled.pdf, signed_at)
    return AssembledCopy(assembled.pdf, preview, assembled.sent_pages, findings, "")


def _without_page_1(newest: Sequence[Page], pages: Sequence[Page], case: str) -> CopySeen:
    """Why no page 1 was seen: a picture just sent that is too poor to read comes before a page that is another one."""
    poor = (ProblemCode.BLURRED, ProblemCode.TOO_DARK, ProblemCode.CUT_OFF)
    for problem in signed_copy.problems(newest, case):
        unread = problem.position is not None and newest[problem.position].number is None
        if unread and problem.code in poor:
            return CopySeen(None, problem.code.value)
    if not any(page.number for page in newest):
        return CopySeen(None, PAGE_UNREAD)
    numbers = sorted({page.number for page in pages if page.number})
    return CopySeen(None, PAGE_1_MISSING, {"pages": "、".join(map(str, numbers))})


def _refused(refused: Refused) -> CopySeen:
    return CopySeen(None, refused.code.value, {name: str(fact) for name, fact in refused.facts.items()})
