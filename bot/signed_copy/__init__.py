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
from bot.signed_copy.assemble import assemble
from bot.signed_copy.digital_signature import SignatureFacts, signature_of
from bot.signed_copy.file_check import check
from bot.signed_copy.geometry.page_match import recognised
from bot.signed_copy.judgement.quality import problems
from bot.signed_copy.model import (
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
from bot.signed_copy.page_codec import page_facts, page_of
from bot.signed_copy.page_reader import read_pages

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
