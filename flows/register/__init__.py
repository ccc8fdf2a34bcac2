"""What public registers say about a company: read from their answers, merged, turned into answers of ours."""

from flows.register.merge import merge
from flows.register.model import (
    Answer,
    Entry,
    Found,
    Lookup,
    NotFound,
    Record,
    Registration,
    Source,
    Status,
    Trouble,
    Unavailable,
)
from flows.register.prefill import autofill

__all__ = [
    "Answer",
    "Entry",
    "Found",
    "Lookup",
    "NotFound",
    "Record",
    "Registration",
    "Source",
    "Status",
    "Trouble",
    "Unavailable",
    "autofill",
    "merge",
]
