"""Kind `ranking`: distinct options in order of importance, the first first."""

from flows.answers import choices, multi_choices
from flows.answers.base import Names, Outcome, Reading, Texts, Value
from flows.definitions.languages import comma
from flows.definitions.questionnaire import Question


class Ranking:
    """Reads 3,1,5 · 泰國、日本 · 1. 泰國 2. 日本 (one a line)."""

    rejects = multi_choices.MultiChoice.rejects
    doubts = multi_choices.MultiChoice.doubts

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """The ids, most important first."""
        return multi_choices.several(question, text, reading, ranked=True)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The labels with their ranks: 1. 泰國、2. 日本."""
        mark = comma(names.language)
        ranked = enumerate(multi_choices.listed(value), start=1)
        return mark.join(
            f"{rank}. {choices.shown(question, option, texts, names)}" for rank, option in ranked
        )
