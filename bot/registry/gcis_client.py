"""經濟部's 商工行政資料開放平臺: which sort of number it is, then that sort's data set.

The ids of the data sets are those of https://data.gcis.nat.gov.tw/resources/swagger/swagger.json. Some answer
only to addresses on a list; what the others know is used all the same.
"""

import asyncio
from collections.abc import Callable
from typing import Final, TypeAlias
from urllib.parse import quote

from bot.registry.http import SourceClient, SourceError
from flows.registry import Answer, Entry, Registration, Source, Trouble
from flows.registry import gcis as reading

TYPES: Final = "673F0FC0-B3A7-429F-9041-E9866836B66D"
COMPANY: Final = "5F64D864-61CB-4D0D-8AD9-492047CC1EA6"
COMPANY_ITEMS: Final = "236EE382-4942-41A9-BD03-CA0709025E7C"
BRANCH: Final = "23632BB3-5DB7-4423-9643-1D4AC140D479"
BUSINESS: Final = "7E6AFA72-AD6A-46D3-8681-ED77951D912D"
BUSINESS_AGENCY: Final = "426D5542-5F05-43EB-83F9-F1300F14E1F1"
_ALL: Final = frozenset({reading.COMPANY, reading.BRANCH, reading.BUSINESS})

Read: TypeAlias = Callable[[object], Entry | None]


class Gcis:
    """Asks beneath `url` (…/od/data/api)."""

    source = Source.GCIS

    def __init__(self, url: str, line: SourceClient) -> None:
        self._url = url.rstrip("/")
        self._line = line

    async def ask(self, ubn: str) -> Answer:
        """What the register knows of eight digits. Raises Troubled when not even the type could be told."""
        types = await self._types(ubn)
        asked = {
            reading.COMPANY: self._company,
            reading.BRANCH: self._branch,
            reading.BUSINESS: self._business,
        }
        answers = await asyncio.gather(
            *(ask(ubn) for kind, ask in asked.items() if kind in (_ALL if types is None else types))
        )
        told = [answer for answer in answers if answer.entry and (answer.entry.name or types)]
        if told:
            return told[0]
        trouble = next((answer.trouble for answer in answers if answer.trouble), None)
        return Answer(self.source, None, trouble or (Trouble.UNREADABLE if types else None))

    async def _types(self, ubn: str) -> frozenset[str] | None:
        """The types of the number; None when the data set does not say.

        Sources differ on the filter's name, and a wrong one gives an empty answer: both are tried."""
        for name in ("No", "Business_Accounting_NO"):
            try:
                types = reading.types(await self._get(TYPES, f"{name} eq {ubn}"))
            except SourceError as error:
                if error.trouble is not Trouble.REQUEST:
                    raise
                types = None
            if types is not None:
                return types
        return None

    async def _company(self, ubn: str) -> Answer:
        """應用一 knows more; 應用三 stands in for it, unless the whole platform is troubled."""
        answer = await self._read(COMPANY, f"Business_Accounting_NO eq {ubn}", reading.company)
        if answer.entry or answer.trouble not in (None, Trouble.REFUSED, Trouble.REQUEST):
            return answer
        other = await self._read(COMPANY_ITEMS, f"Business_Accounting_NO eq {ubn}", reading.company)
        return Answer(self.source, other.entry, answer.trouble or other.trouble)

    async def _branch(self, ubn: str) -> Answer:
        """This data set is for listed addresses only; that the number is a branch's is known without it."""
        answer = await self._read(BRANCH, f"Branch_Office_Business_Accounting_NO eq {ubn}", reading.branch)
        known = Entry(self.source, registration_type=Registration.COMPANY, is_branch=True)
        return answer if answer.entry else Answer(self.source, known, answer.trouble)

    async def _business(self, ubn: str) -> Answer:
        """應用三 tells the agency, which 應用一 wants to know before it tells capital and owner."""
        try:
            brief = await self._get(BUSINESS_AGENCY, f"President_No eq {ubn}")
        except SourceError as error:
            return Answer(self.source, None, error.trouble)
        agency = reading.agency(brief)
        if not agency:
            return Answer(self.source, reading.business(brief))
        try:
            full = await self._get(BUSINESS, f"President_No eq {ubn} and Agency eq {agency}")
        except SourceError as error:
            return Answer(self.source, reading.business(brief), error.trouble)
        return Answer(self.source, reading.business(full, brief))

    async def _read(self, data_set: str, filtered: str, read: Read) -> Answer:
        try:
            return Answer(self.source, read(await self._get(data_set, filtered)))
        except SourceError as error:
            return Answer(self.source, None, error.trouble)

    async def _get(self, data_set: str, filtered: str) -> object | None:
        query = f"$format=json&$filter={quote(filtered)}&$skip=0&$top=50"
        return await self._line.get(f"{self._url}/{data_set}?{query}")
