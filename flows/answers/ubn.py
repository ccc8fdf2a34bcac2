"""Kind `ubn`: the eight digits of a 統一編號, stored as text because leading zeros count.

The check is the Ministry of Finance's rule in force since 2023-04-01 (財政部財政資訊中心,
營利事業統一編號檢查碼邏輯修正說明, notice of 110-12-22): divisible by 5, where it was 10. Firms with a wrong
check digit do exist in the register, so a failed check is a doubt, never a refusal.
"""

import re

from flows.answers.base import Accepted, Doubtful, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import normalise
from flows.definitions.questionnaire import Question

_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_LABELLED = re.compile(r"(?:統編|統一編號|稅籍編號)\D{0,3}([0-9]{8})(?![0-9])")


def checks_out(ubn: str) -> bool:
    """Whether eight ASCII digits pass the check.

    A seventh digit of 7 gives the product 28, whose digits add up to 10, which may count as 1 or 0."""
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(ubn, _WEIGHTS, strict=True))
    return total % 5 == 0 or (ubn[6] == "7" and (total + 1) % 5 == 0)


class Ubn:
    """Reads 12345675, 1234-5675, 統編：１２３４５６７５."""

    rejects = frozenset({"not_8_digits", "zeros"})
    doubts = frozenset({"checksum", "seen"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """The eight digits; a failed check digit is doubtful."""
        compact = re.sub(r"[ .\-_/]", "", normalise.code(text))
        found = _LABELLED.findall(compact) or re.findall(r"(?<![0-9])[0-9]{8}(?![0-9])", compact)
        if len(set(found)) != 1:
            return Rejected("not_8_digits", {"count": str(len(re.findall(r"[0-9]", compact)))})
        ubn = str(found[0])
        if ubn == "00000000":
            return Rejected("zeros")
        return Accepted(ubn) if checks_out(ubn) else Doubtful("checksum", (ubn,))

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The eight digits."""
        return str(value)
