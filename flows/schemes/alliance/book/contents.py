"""The proposal book as a value: every word and number of it, ready to be printed, from what was sent in alone.

This is the seam between what is decided and how it looks: `contents` is all that templates/alliance/document gets.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.answers.parsing.alliance_name import bare_name
from flows.definitions.edition import Edition
from flows.definitions.languages import CHINESE
from flows.definitions.programme import ROC_OFFSET, TAIPEI
from flows.definitions.words import Words
from flows.scheme.definition import Definition
from flows.schemes.alliance.book.answers import Answers
from flows.schemes.alliance.book.promises import benefits, checkpoints, growth, summary_kpi, timetable
from flows.schemes.alliance.lists import AIMS, PROSE
from flows.schemes.alliance.proposal import Prose
from flows.schemes.alliance.prose_images import IllustratedText, illustrated

Json = Mapping[str, Any]

MEMBER_FORM = "member"
LANGUAGE = CHINESE
"""The language of the book that counts."""

LEADER_DECLARES: Mapping[str, str] = {
    "member_no_duplicate": "declare_no_duplicate",
    "member_no_abnormal": "declare_no_abnormal",
}
"""What the leader declares for the alliance stands for what every member declares."""

SUMMARIES = ("summary_alliance", "summary_market", "summary_products", "summary_means", "summary_result")


@dataclass(frozen=True, slots=True)
class ProposalRevision:
    """A revision of a proposal; `case_number` is empty, and `revision` 0, for one that is only looked at. `answers` are
    the leader's, `members` the forms, the leader's first."""

    case_number: str
    revision: int
    at: str
    answers: Json
    entries: Json
    members: Sequence[Json]


def contents(definition: Definition, sent: ProposalRevision) -> Json:
    """Everything the book prints."""
    edition, programme = definition.edition, definition.programme
    member_edition = next(iter(definition.scheme.forms[MEMBER_FORM].editions.values()))
    leader = Answers(edition, sent.answers, LANGUAGE)
    words = leader.words
    companies = [_company(member_edition, edition, each, sent.answers) for each in sent.members]
    counted = [each for each in sent.members if _counts(each)]
    return {
        "case": sent.case_number,
        "revision": sent.revision,
        "year": programme.year,
        "programme": programme.words[LANGUAGE]["title"],
        "executor": programme.words[LANGUAGE]["executor"],
        "closing": _day(words, programme.closes),
        "closing_hour": f"{programme.closes.astimezone(TAIPEI):%H:%M}",
        "date": _day(words, datetime.fromisoformat(sent.at)) if sent.at else "",
        "alliance": bare_name(leader.text("alliance_name")),
        "leader": _leader(leader, companies),
        "partners": _lines(words, leader.text("partner_units")),
        "market": leader.text("target_market"),
        "industry": leader.text("industry_focus"),
        "customers": leader.text("target_customer"),
        "members": companies,
        "support_alliance": _support(member_edition, sent.members),
        "support_leader": leader.rows("gov_support_leader"),
        "declarations": [
            {"text": words.of(each, "label"), "agreed": sent.answers.get(each) == "yes"}
            for each in ("declare_no_duplicate", "declare_no_abnormal", "know_not_returned")
        ],
        "kind": leader.choices("application_kind"),
        "continued": leader.rows("continued_from"),
        "models": leader.choices("business_models"),
        "summary": [{"title": _titled(words, each), "text": leader.text(each)} for each in SUMMARIES],
        "summary_kpi": summary_kpi(words, sent.entries, counted),
        "prose": _prose(words, sent.entries, str(sent.answers.get("prose_mode", ""))),
        "benefits": benefits(words, sent.entries, counted),
        "growth": growth(counted),
        "timetable": timetable(words, sent.entries),
        "checkpoints": checkpoints(words, sent.entries, counted),
    }


def _titled(words: Words, question: str) -> str:
    """What a part of the summary is called, without the word that it is one."""
    return words.of(question, "label").partition("：")[2]


def _counts(member: Json) -> bool:
    return bool(member["confirmed"]) and member.get("figures", {}).get("verdict") != "not_eligible"


def _leader(answers: Answers, companies: Sequence[Json]) -> Json:
    first = companies[0] if companies else {"name": answers.none, "ubn": answers.none}
    keys = ("name", "title", "phone", "email")
    return {"name": first["name"], "ubn": first["ubn"]} | {
        f"contact_{key}": answers.text(f"project_{key}") for key in keys
    }


def _company(edition: Edition, leading: Edition, member: Json, leader_answers: Json) -> Json:
    """A company with the three pages of its form."""
    form = dict(member.get("form", {}))
    if member["leader"]:
        form |= {own: leader_answers.get(theirs, "") for own, theirs in LEADER_DECLARES.items()} | {
            "member_release": "yes"
        }
    answers = Answers(edition, form, LANGUAGE)
    words = edition.words[LANGUAGE]
    pages = [
        {
            "title": words.page(page),
            "rows": [
                {
                    "label": words.of(each.id, "short") or words.of(each.id, "label"),
                    "value": answers.text(each.id),
                }
                for each in edition.questionnaire.questions
                if each.page == page
            ],
        }
        for page in range(1, edition.questionnaire.pages + 1)
    ]
    return {
        "name": member["company"] or answers.none,
        "ubn": member["ubn"],
        "leader": bool(member["leader"]),
        "head": answers.text("responsible_person"),
        "role": answers.text("member_role"),
        "website": answers.text("website"),
        "products": answers.text("main_products"),
        "revenue": answers.text("annual_revenue"),
        "y1": answers.row("overseas_revenue", "y1"),
        "y2": answers.row("overseas_revenue", "y2"),
        "source_y1": answers.text("overseas_source_y1"),
        "source_y2": answers.text("overseas_source_y2"),
        "markets": answers.text("export_markets"),
        "pages": pages,
    }


def _support(edition: Edition, members: Iterable[Json]) -> list[Json]:
    """What every company says of government support, by company."""
    given = [(each["company"], Answers(edition, each.get("form", {}), LANGUAGE)) for each in members]
    return [
        {"company": company or answers.none, "lines": answers.rows("gov_support_details")}
        for company, answers in given
    ]


def _prose(words: Words, entries: Json, mode: str) -> Json:
    """The chapters of prose: what was typed, or the file that stands for it."""
    given = Prose(mode) if mode else Prose.TYPED
    if given is not Prose.TYPED:
        part = "own_book" if given is Prose.OWN_BOOK else "own_prose"
        return {"mode": given.value, "file": entries.get(f"file.{part}", {}).get("file", ""), "sections": []}
    sections: list[dict[str, Any]] = [
        {
            "part": 3 if each.startswith("bg_") else 4,
            "quality": each.startswith("qual_"),
            "group": _group(each),
            "title": words.say(f"prose.{each}").rpartition("：")[2],
            **_illustrated(words, illustrated(entries, each), words.say(f"prose.{each}").rpartition("：")[2]),
        }
        for each in PROSE
    ]
    counted = itertools.count(1)
    for section in sections:
        section["images"] = [{**image, "number": next(counted)} for image in section["images"]]
    return {"mode": given.value, "file": "", "sections": sections}


def _illustrated(words: Words, section: IllustratedText, title: str) -> dict[str, Any]:
    """Paragraphs, and the images behind so many of them; what nothing was said of is called like its section."""
    text: list[str] = []
    images = []
    for part in section.parts:
        if isinstance(part, str):
            text.append(part)
        else:
            images.append({"after": len(text), "caption": part.caption or title, "file": part.file})
    return {"text": text or [words.say("book.none")], "images": images}


def _group(section: str) -> str:
    """What a section is about: the background, aims, means, or effects that are no numbers."""
    kind = {"bg": "background", "qual": "quality"}.get(section.partition("_")[0])
    return kind or ("aims" if section in AIMS else "means")


def _lines(words: Words, text: str) -> list[str]:
    """Its lines; that there is none where there is none."""
    return [line for line in text.split("\n") if line.strip()] or [words.say("book.none")]


def _day(words: Words, moment: datetime) -> str:
    """A day in Taipei as it is printed."""
    local = moment.astimezone(TAIPEI)
    return words.say("book.day", year=local.year - ROC_OFFSET, month=local.month, day=local.day)
