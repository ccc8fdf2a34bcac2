"""All rules in order. Rules that need every word to be there wait until it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.programme import ROC_OFFSET
from flows.lint.caught_answers import caught
from flows.lint.channel_limits import channels
from flows.lint.document import paper
from flows.lint.option_names import names
from flows.lint.phrase_usage import spoken
from flows.lint.phrases import phrases
from flows.lint.publishing import collection, published_as
from flows.lint.question_kinds import kinds
from flows.lint.reachability import reach
from flows.lint.references import links
from flows.lint.structure import structure
from flows.lint.wording import wording
from flows.rules.rules import Rules

__all__ = ["LintContext", "lint", "lint_collection"]


@dataclass(frozen=True, slots=True)
class LintContext:
    """What an edition has to fit.

    `rules`: those of its form ·
    `words`: the text of its words file by language · `templates`: the printed form's source, all files in one, None
    where a book prints what it finds · `published`: the digest of each published version, None of a form that is not
    to be published yet · `sources`: Python source by place, where phrases are said, None where screens of its own say
    them (tests/schemes/alliance/test_words.py)."""

    rules: Rules
    words: Mapping[str, str]
    templates: str | None
    published: Mapping[str, str] | None
    sources: Mapping[str, str] | None


def lint(edition: Edition, context: LintContext) -> tuple[Issue, ...]:
    """Every mistake of an edition; none means that it may be published, or already is as it stands."""
    found = list(_always(edition, context))
    if not found:
        found += reach(edition, context.rules)
        found += names(edition, _last_day(edition.questionnaire.version))
        found += caught(edition, _last_day(edition.questionnaire.version))
        found += channels(edition)
    if context.published is not None:
        found += published_as(edition.questionnaire, context.published)
    return tuple(found)


def lint_collection(editions: Mapping[str, str], published: Mapping[str, str]) -> tuple[Issue, ...]:
    """Mistakes of all editions together; `editions` maps folders to the versions they hold."""
    return tuple(collection(editions, published))


def _always(edition: Edition, context: LintContext) -> Iterator[Issue]:
    yield from structure(edition.questionnaire)
    yield from kinds(edition.questionnaire)
    yield from links(edition, context.rules)
    yield from wording(edition, context.words)
    if context.sources is not None:
        yield from phrases(edition, context.rules, spoken(context.sources, edition.words.values()))
    if context.templates is not None:
        yield from paper(edition.questionnaire, context.templates)


def _last_day(version: str) -> date:
    """The day examples are read on. Version 113.1 belongs to ROC year 113: its examples do not age with the clock."""
    return date(int(version.partition(".")[0].rstrip(ascii_uppercase)) + ROC_OFFSET, 12, 31)
