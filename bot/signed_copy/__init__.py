"""The signed copy: photos and scans that come back, made into one upright PDF.

Pure functions of bytes; they block (up to a second for a large photo) and belong into the child process of
bot/sandbox, as the bytes are strangers':

    check(content, name)                        Media, or why it is Refused
    read_pages(content, index)                  Pages: upright, straight, clean, and what is seen on them
    recognised(page, unsigned_pdf, annex)       a page of an annex, known by what is printed on it
    problems(pages, case_number)                what to tell people before they send it in
    assemble(pages, unsigned_pdf, case_number)  the PDF, at most 10 MB
    page_facts(page), page_of(facts, picture)   a page as it is kept between uploads
    signature_of(pdf, original)                 the digital signature of a PDF, if it has one
    altered(pdf, original)                      whether a PDF that claims to be ours shows something else
"""

import cv2

from bot.signed_copy.alterations import altered
from bot.signed_copy.assembling import assemble
from bot.signed_copy.checking import check
from bot.signed_copy.judging import problems
from bot.signed_copy.keeping import page_facts, page_of
from bot.signed_copy.kinds import (
    Assembled,
    Ink,
    Media,
    MediaKind,
    Page,
    Problem,
    ProblemCode,
    RefusalCode,
    Refused,
)
from bot.signed_copy.matching import recognised
from bot.signed_copy.reading import read_pages
from bot.signed_copy.signatures import SignatureFacts, signature_of

cv2.setNumThreads(1)  # several pictures at once are the caller's choice; one alone does not take every core

__all__ = [
    "Assembled",
    "Ink",
    "Media",
    "MediaKind",
    "Page",
    "Problem",
    "ProblemCode",
    "RefusalCode",
    "Refused",
    "SignatureFacts",
    "altered",
    "assemble",
    "check",
    "page_facts",
    "page_of",
    "problems",
    "read_pages",
    "recognised",
    "signature_of",
]
