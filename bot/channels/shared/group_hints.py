"""Which groups have been told to write privately: a bot that says so at every message is a nuisance."""

from collections import OrderedDict

REMEMBERED = 1000


class HintedGroups:
    """The groups told since the process started, the latest thousand of them."""

    def __init__(self) -> None:
        self._places: OrderedDict[str, None] = OrderedDict()

    def first_time(self, place: str) -> bool:
        """True once per group."""
        if place in self._places:
            return False
        self._places[place] = None
        if len(self._places) > REMEMBERED:
            self._places.popitem(last=False)
        return True
