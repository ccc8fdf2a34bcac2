"""What public registers say about a company: read from their answers, merged, turned into answers of ours."""

from flows.registry.autofill import autofill
from flows.registry.merge import merge
from flows.registry.model import (
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
