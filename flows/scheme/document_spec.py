"""The document a form is printed as: its pages, its languages and where it is signed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: a page, counted from 1, and the name of the field on it."""

    page: int
    field: str


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """What is printed. `folder` is where its look lies, beneath templates/ unless it is absolute; `language` is that of
    the form that counts, `reading_copies` are the languages it can be read in besides."""

    folder: str
    pages: int
    language: str
    reading_copies: tuple[str, ...] = ()
    sign: tuple[Signature, ...] = ()
