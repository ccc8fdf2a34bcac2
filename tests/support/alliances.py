"""Alliances without a service: the definitions of both forms, and what speaking to a leader needs."""

from functools import cache

from bot.config.catalogue import ALLIANCE, catalogue_of
from bot.config.programme_file import read_programmes
from bot.paths import TEMPLATES
from bot.presenter.context import CaseFacts, Context
from flows.scheme.definition import Catalogue, Definition
from flows.session.answers import Answer
from flows.session.state import Session
from tests.support.programmes import NOW

LEADER, MEMBER = "113L.1", "113M.1"


@cache
def catalogue() -> Catalogue:
    """Alliances alone."""
    return catalogue_of(
        read_programmes(TEMPLATES / "alliance" / "programmes" / "113A.toml"), schemes=[ALLIANCE]
    )


def definition(form: str) -> Definition:
    """One of both forms."""
    found = catalogue()
    return found.of_case(form, next(iter(found.programmes)))


def leader_context(language: str = "zh-TW") -> Context:
    """A leader whose alliance has the longest name there is."""
    answers = {"alliance_name": Answer("智慧餐旅新南向行"), "company_name": Answer("晴嶼生技股份有限公司")}
    session = Session(LEADER, language, answers=answers)
    return Context(definition(LEADER), session, NOW, CaseFacts())
