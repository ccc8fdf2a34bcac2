"""A form: one questionnaire of a scheme in all its editions, the way through it, and its document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flows.definitions.edition import Edition
from flows.rules.rules import Rules
from flows.scheme.document_spec import DocumentSpec
from flows.scheme.own_screens import OwnScreens


class Entry(StrEnum):
    """Who may begin."""

    PUBLIC = "public"
    INVITED = "invited"


class Stage(StrEnum):
    """A part of the way through a form, once the notice is agreed to. A form has those that it names."""

    COMPANY_CLAIM = "company_claim"
    REGISTRY_CARD = "registry_card"
    VERDICT = "verdict"
    QUESTIONS = "questions"
    REVIEW = "review"
    WARNINGS = "warnings"
    SIGNING = "signing"
    PLACES = "places"
    SUBMIT = "submit"
    JOIN = "join"
    EARLIER = "earlier"
    HAND_OVER = "hand_over"
    WORKSPACE = "workspace"


@dataclass(frozen=True)
class Form:
    """One questionnaire of a scheme with what belongs to it. `editions` are by version; `rules` say what the answers
    mean; `stages` in the order in which a person meets them; `document` is None when nothing is printed;
    `entry` who may begin it; `own` are screens that only it has."""

    key: str
    editions: Mapping[str, Edition]
    rules: Rules
    stages: tuple[Stage, ...]
    document: DocumentSpec | None = None
    entry: Entry = Entry.PUBLIC
    own: OwnScreens = field(default_factory=OwnScreens)
