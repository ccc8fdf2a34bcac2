"""What follows from new answers: some no longer apply, the registry brings others, the verdict is judged anew."""

from flows.events.answering import Dropped
from flows.events.event import Event, Events
from flows.events.review import Decided
from flows.screens.decision import Decision
from flows.screens.stages.registry_card import (
    drop_carried_answers,
    drop_registry_answers,
    fill_from_registry,
)
from flows.session.evolve import fold
from flows.session.path import obsolete
from flows.session.state import Session


def settle(decision: Decision, after: Session) -> Events:
    """What follows from new answers: the register's leave or come, those that no longer apply leave, the verdict
    is judged anew."""
    settling: list[Event] = [*drop_registry_answers(after), *drop_carried_answers(decision.session, after)]
    settling += fill_from_registry(decision, fold(after, settling))
    after = fold(after, settling)
    while gone := obsolete(decision.edition.questionnaire, after):
        drops = [Dropped(question) for question in gone]
        settling += drops
        after = fold(after, drops)
    verdict = decision.definition.verdict(after)
    if verdict and (verdict.state, *verdict.reasons) != after.verdict:
        settling.append(Decided(verdict.state.value, list(map(str, verdict.reasons))))
    return tuple(settling)
