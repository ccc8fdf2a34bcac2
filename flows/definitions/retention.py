"""How long what is kept about people is kept, as the programme file says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Retention:
    """Days; 0 is without a limit. An application that was not submitted counts from its last message (`drafts`), a
    photo or scan that was not sent in from the last one of its kind (`unsent`), a file in whose place another came from
    that moment (`replaced`), a case that has ended from its end (`closed`), and the record of who of the staff saw or
    did what from each entry (`logs`), a mail that nobody has filed to a case from when it came (`unfiled`)."""

    drafts: int = 0
    unsent: int = 0
    replaced: int = 0
    closed: int = 0
    logs: int = 0
    unfiled: int = 0

    @property
    def limited(self) -> bool:
        """Whether anything ends by itself."""
        return any(days for _, days in self.rules())

    def rules(self) -> Iterator[tuple[str, int]]:
        """Every rule by its name, with its days."""
        return ((part.name, getattr(self, part.name)) for part in fields(self))


TOLD = ("drafts", "closed", "unfiled")
"""The rules whose days the notice on personal data has to name."""


def shortest(days: Iterable[int]) -> int:
    """The shortest of several programmes, so that none promises less than is done; 0 when none has a limit."""
    return min(filter(None, days), default=0)
