"""How answers change a session: a new one, part of one, a message taken back, a question that leaves."""

from flows.contribution.state import Contributions
from flows.events.answering import Answered, Doubted, Drafted
from flows.events.corrections import Withdrawn
from flows.events.upgrade import Upgraded, UpgradeDeclined, UpgradeNoticeShown, UpgradeOffered
from flows.session.answers import Answer, Draft, came_from, minus, put
from flows.session.company.company_claim import Claim, unnamed
from flows.session.company.registry import kept_after_number
from flows.session.places import Place
from flows.session.state import Session, replace


def with_answer(session: Session, event: Answered) -> Session:
    """A new answer clears what was pending on its question. Pages reviewed stay so: the change itself is
    echoed, and whatever it opens is asked, so nobody is sent through a review twice."""
    answer = Answer(
        event.value,
        event.texts,
        event.message,
        event.source,
        event.as_of,
        event.messages,
        event.author,
        event.by,
        event.at,
    )
    company = event.question == session.company_question
    return replace(
        session,
        looked=kept_after_number(session.looked, event.value) if company else session.looked,
        claim=Claim() if company else session.claim,
        answers=put(session.answers, event.question, answer),
        skipped=session.skipped - {event.question},
        drafts=minus(session.drafts, event.question),
        tries=minus(session.tries, event.question),
        rejected=minus(session.rejected, event.question),
        doubt=_doubt_beside(session, event.question),
        focus="" if session.focus == event.question else session.focus,
    )


def with_draft(session: Session, event: Drafted) -> Session:
    """Part of an answer: what could not be taken before it is forgotten, and a doubt about the same question."""
    draft = Draft(event.value, event.texts, event.awaiting, event.messages)
    return replace(
        session,
        drafts=put(session.drafts, event.question, draft),
        rejected=minus(session.rejected, event.question),
        doubt=_doubt_beside(session, event.question),
    )


def _doubt_beside(session: Session, question: str) -> Doubted | None:
    """A doubt about another question, which an edited message may leave waiting."""
    return None if session.doubt and session.doubt.question == question else session.doubt


def without_message(session: Session, event: Withdrawn) -> Session:
    """What the message carried is gone, and every confirmation of findings, which repeats answers, with it."""
    question, message, company = event.question, event.message, session.company_question
    gone = came_from(session.answers.get(question), message)
    drafted = came_from(session.drafts.get(question), message)
    answers = minus(session.answers, question) if gone else session.answers
    return replace(
        session,
        answers=answers,
        drafts=minus(session.drafts, question) if drafted else session.drafts,
        tries=minus(session.tries, question),
        rejected={name: last for name, last in session.rejected.items() if last != message},
        doubt=None if session.doubt and session.doubt.message == message else session.doubt,
        focus="" if gone and session.focus == question else session.focus,
        looked=None if gone and question == company else session.looked,
        applied=session.applied if company in answers and answers[company].value == session.applied else "",
        claim=unnamed(session.claim, message),
        confirmed=frozenset(),
        unsent=session.unsent if question else session.unsent | {message},
    )


def evolve_upgrade(
    session: Session, event: UpgradeOffered | UpgradeNoticeShown | UpgradeDeclined | Upgraded
) -> Session:
    """The offer to move on, and what comes of it."""
    match event:
        case UpgradeOffered():
            return replace(session, upgrade=event, upgrade_step="")
        case UpgradeNoticeShown():
            return replace(session, upgrade_step="notice")
        case UpgradeDeclined():
            return replace(session, upgrade_step="declined")
        case Upgraded():
            return _moved_on(session, event)


def _moved_on(session: Session, event: Upgraded) -> Session:
    """The draft under another edition: the answers that come along, whole or in part, and nothing confirmed; under
    another programme also no place and no word on who else of the company has applied, which are those of the other."""
    gone, elsewhere = set(event.gone), event.programme != session.programme
    answers = {name: answer for name, answer in session.answers.items() if name not in gone}
    return replace(
        session,
        questionnaire=event.questionnaire,
        programme=event.programme,
        company_question=event.company_question,
        consent_version=event.notice or session.consent_version,
        consent_at=event.at or session.consent_at,
        answers=answers,
        skipped=session.skipped - gone,
        drafts={name: draft for name, draft in session.drafts.items() if name not in gone},
        doubt=None,
        focus="",
        tries={},
        rejected={},
        verdict=(),
        reviewed=frozenset(),
        confirmed=frozenset(),
        looked=session.looked if event.company_question in answers else None,
        place=Place() if elsewhere else session.place,
        applied="" if elsewhere else session.applied,
        claim=Claim() if elsewhere else session.claim,
        contributions=Contributions(session.contributions.offers),
        upgrade=None,
        upgrade_step="",
    )


def without_question(session: Session, question: str) -> Session:
    """The session with everything about one question gone."""
    return replace(
        session,
        answers=minus(session.answers, question),
        drafts=minus(session.drafts, question),
        tries=minus(session.tries, question),
        rejected=minus(session.rejected, question),
        doubt=_doubt_beside(session, question),
        focus="" if session.focus == question else session.focus,
    )
