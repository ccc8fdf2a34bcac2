"""What a colleague proposes, put before the applicant: all of it, one by one, or none."""

from typing import ClassVar

from flows.contribution.state import Proposal
from flows.events.answering import Answered
from flows.events.contribution import ProposalsOpened, ProposalsSettled
from flows.events.conversation import Asked
from flows.events.event import Event, Events
from flows.handover.state import OWNER
from flows.interface.callback_data import CallbackData, Verb
from flows.screens.base import Situation
from flows.screens.contribution.words import ALL, LEAVE, NONE, TAKE, choice
from flows.screens.decision import Decision, answer_event
from flows.screens.prompts import ProposalCheck, Proposals
from flows.session.evolve import fold
from flows.session.path import applies


def _waiting(situation: Situation) -> tuple[Proposal, ...]:
    """What is to be decided on: by the owner alone, and not while the application is elsewhere or submitted."""
    session = situation.session
    if session.case_number or session.handover.holder != OWNER:
        return ()
    return session.contributions.waiting


class ProposalsScreen:
    """Somebody has filled in so many questions: take them all, look at each, take none."""

    prompt: ClassVar[type[Proposals]] = Proposals

    def due(self, situation: Situation) -> Proposals | None:
        """As soon as there are some."""
        waiting = _waiting(situation)
        if not waiting or situation.session.contributions.one_by_one:
            return None
        return Proposals(waiting)

    def on_text(self, decision: Decision, prompt: Proposals, text: str) -> Events:
        """The words of a button; a mere yes takes nothing that was not looked at."""
        return _settled(decision, prompt.proposals, choice(decision, text)) or (Asked("proposals_choice"),)

    def on_tap(self, decision: Decision, prompt: Proposals, tap: CallbackData) -> Events | None:
        """Its buttons."""
        return _settled(decision, prompt.proposals, tap.first) if tap.verb is Verb.PROPOSAL else None


class ProposalScreen:
    """One of them: take it, or not."""

    prompt: ClassVar[type[ProposalCheck]] = ProposalCheck

    def due(self, situation: Situation) -> ProposalCheck | None:
        """While they are looked at one by one."""
        waiting, session = _waiting(situation), situation.session
        if not waiting or not session.contributions.one_by_one:
            return None
        question = situation.questionnaire.by_id[waiting[0].question]
        return ProposalCheck(question, waiting[0], session.answers.get(question.id), len(waiting))

    def on_text(self, decision: Decision, prompt: ProposalCheck, text: str) -> Events:
        """The words of a button, yes or no."""
        said = choice(decision, text) or (TAKE if decision.agrees(text) else "")
        said = said or (LEAVE if decision.refuses(text) else "")
        return self._answered(decision, prompt, said) or (Asked("proposal_choice"),)

    def on_tap(self, decision: Decision, prompt: ProposalCheck, tap: CallbackData) -> Events | None:
        """Its buttons, of this very question."""
        if tap.verb is not Verb.PROPOSAL:
            return None
        ours = tap.second in ("", prompt.question.id)
        return self._answered(decision, prompt, tap.first) if ours else (Asked("again"),)

    def _answered(self, decision: Decision, prompt: ProposalCheck, said: str) -> Events:
        all_of_them = said in (ALL, NONE)
        proposed = decision.session.contributions.waiting if all_of_them else (prompt.proposal,)
        return _settled(decision, proposed, said)


def _settled(decision: Decision, proposed: tuple[Proposal, ...], said: str) -> Events:
    match said:
        case "all" | "take":
            return _taken(decision, proposed)
        case "none" | "leave":
            return (
                ProposalsSettled(
                    [each.question for each in proposed], taken=False, author=proposed[0].author
                ),
            )
        case "each":
            return (ProposalsOpened(),)
        case _:
            return ()


def _taken(decision: Decision, proposed: tuple[Proposal, ...]) -> Events:
    """Each as an answer with its author, in the order they were proposed; one that does not apply after those before
    it goes without."""
    facts: list[Event] = []
    for each in proposed:
        question = decision.edition.questionnaire.by_id[each.question]
        if applies(question, fold(decision.session, facts).values()):
            facts.append(_answer(decision, each))
    settled = ProposalsSettled([each.question for each in proposed], taken=True, author=proposed[0].author)
    return (*facts, settled)


def _answer(decision: Decision, proposal: Proposal) -> Answered:
    question = decision.edition.questionnaire.by_id[proposal.question]
    given = answer_event(decision, question, proposal.value, proposal.texts, {})
    return Answered(
        given.question,
        given.value,
        given.texts,
        given.changed,
        author=proposal.author,
        messages=given.messages,
    )
