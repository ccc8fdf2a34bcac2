"""A consultant: somebody who visits applicants and writes the advice."""

from dataclasses import dataclass

from flows.definitions.languages import CHINESE


@dataclass(frozen=True, slots=True)
class Consultant:
    """Somebody who visits and advises, by their mail address. `needs`, `markets` and `industries` are option ids of the
    form, `counties` where they are at home; `avoids` are 統編 or names of companies they may not advise; `limit` is how
    many cases they take at a time; who is not `active` gets no new ones."""

    address: str
    name: str
    needs: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    counties: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset({CHINESE})
    online: bool = True
    onsite: bool = True
    limit: int = 5
    avoids: frozenset[str] = frozenset()
    active: bool = True
