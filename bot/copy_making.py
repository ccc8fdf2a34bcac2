"""Puts a signed copy together: reading, judging, assembling, drawing the preview. Blocks; imports OpenCV."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import document, signed_copy
from bot.signed_copy import Assembled, Page, ProblemCode, RefusalCode, Refused
from flows.copies import PAGE_1_MISSING, CopySeen, Finding


@dataclass(frozen=True, slots=True)
class Made:
    """A signed copy put together, with what was seen on it."""

    pdf: bytes
    preview: bytes
    pages: tuple[int, ...]
    findings: tuple[Finding, ...]
    signer: str


def make(parts: Sequence[bytes], unsigned: bytes, case: str) -> Made | CopySeen:
    """Everything that takes a processor: reading, judging, putting together, drawing the preview."""
    for part in parts:
        media = signed_copy.check(part, "")
        if isinstance(media, Refused):
            return _refused(media)
    if len(parts) == 1 and (digital := _digital(parts[0], unsigned)):
        return digital
    pages: list[Page] = []
    for part in parts:
        read = _pages(part)
        if isinstance(read, Refused):
            return _refused(read)
        pages += read
    assembled = signed_copy.assemble(pages, unsigned, case)
    if isinstance(assembled, Refused):
        missing = assembled.code is RefusalCode.NO_PAGE_1
        return _without_page_1(pages, case) if missing else _refused(assembled)
    return _finished(assembled, pages, case)


def _digital(part: bytes, unsigned: bytes) -> Made | None:
    """Our very document with a digital signature added; any other signed PDF is read by its pages, like a scan."""
    signature = signed_copy.signature_of(part, unsigned)
    if signature is None or not signature.original_kept:
        return None
    findings = () if signature.holds else (Finding("signature_broken"),)
    numbers = tuple(range(1, document.page_count(part) + 1))
    return Made(part, document.preview(part), numbers, findings, signature.signer)


def _pages(part: bytes) -> list[Page] | Refused:
    media = signed_copy.check(part, "")
    if isinstance(media, Refused):
        return media
    pages: list[Page] = []
    for index in range(media.pages):
        page = signed_copy.read_page(part, index)
        if isinstance(page, Refused):
            return page
        pages.append(page)
    return pages


def _finished(assembled: Assembled, pages: Sequence[Page], case: str) -> Made:
    told = signed_copy.problems(pages, case)
    findings = tuple(Finding(problem.code.value, problem.other_case or "") for problem in told)
    return Made(assembled.pdf, document.preview(assembled.pdf), assembled.sent_pages, findings, "")


def _without_page_1(pages: Sequence[Page], case: str) -> CopySeen:
    """Why no page 1 was seen: a picture too poor to read comes before a page that is another one."""
    poor = (ProblemCode.BLURRED, ProblemCode.TOO_DARK, ProblemCode.CUT_OFF)
    for problem in signed_copy.problems(pages, case):
        unread = problem.position is not None and pages[problem.position].number is None
        if unread and problem.code in poor:
            return CopySeen(None, problem.code.value)
    numbers = sorted({page.number for page in pages if page.number})
    if numbers:
        return CopySeen(None, PAGE_1_MISSING, {"pages": "、".join(map(str, numbers))})
    return CopySeen(None, RefusalCode.NO_PAGE_1.value)


def _refused(refused: Refused) -> CopySeen:
    return CopySeen(None, refused.code.value, {name: str(fact) for name, fact in refused.facts.items()})
