"""Published versions never change: sessions in progress stay on the version they began with."""

from collections import Counter
from collections.abc import Iterator, Mapping

from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Questionnaire
from flows.lint.locations import LOCK, STRUCTURE


def published_as(questionnaire: Questionnaire, published: Mapping[str, str]) -> Iterator[Issue]:
    """Whether the edition is published, and still what was published; `published` maps versions to digests."""
    known = published.get(questionnaire.version)
    place = f"{STRUCTURE}: version {questionnaire.version}"
    if known is None:
        yield Issue("not_published", place, "run `python -m bot lint --publish` once it is final")
    elif known != questionnaire.digest:
        yield Issue("published_changed", place, "give it a new version number, in a folder of its own")


def collection(editions: Mapping[str, str], published: Mapping[str, str]) -> Iterator[Issue]:
    """Versions held twice, and published ones that are gone; `editions` maps folders to versions."""
    for version in (version for version, count in Counter(editions.values()).items() if count > 1):
        folders = [folder for folder, held in editions.items() if held == version]
        yield Issue("double_version", ", ".join(folders), f"only one of them can be version {version}")
    for version in sorted(set(published) - set(editions.values())):
        yield Issue(
            "published_gone", f"{LOCK}: {version}", "bring its folder back: sessions may still use it"
        )
