"""The screens of the gallery off the straight way: what people ask for in between, and how a talk may end."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.gallery.asked import news_of_signing, requests
from bot.gallery.upgrade import moving_on
from bot.gallery.visits import of_the_visit
from bot.presenter import applications, places, registry, reminder, signed_copy, submission
from bot.presenter.cases import signing
from bot.presenter.context import CaseFacts, Context, MyApplication, clock
from bot.presenter.contribution import screens as contribution
from bot.presenter.contribution.facts import ContributionFacts
from bot.presenter.handover import screens as handover
from bot.presenter.handover.claims import claim_page
from bot.presenter.handover.facts import HandoverFacts
from bot.presenter.pages import staff_called, welcome
from bot.presenter.presenter import screen
from flows.contribution.state import Contributions, Invitation, Proposal
from flows.definitions.programme import Programme
from flows.events.contribution import ContributorInvited
from flows.events.conversation import Asked
from flows.events.submitted.signing import SigningNumberChecked, SigningRequested
from flows.handover.state import OWNER, Handover
from flows.interface.callback_data import Verb
from flows.interface.messages import Attachment, Line, Message, Tone
from flows.registry import Record, Registration, Source, Status
from flows.rules.checks import Finding, run_checks
from flows.rules.verdict import State, Verdict
from flows.screens.handover.words import LINE, TELEGRAM, WEB
from flows.screens.prompts import (
    Applied,
    Full,
    HandoverWait,
    NotEligible,
    ProposalCheck,
    Proposals,
    ReadyToSubmit,
    Receipt,
    ReplaceCheck,
    Superseded,
    Warnings,
)
from flows.screens.submitted.prompt import RevisionCheck
from flows.session.company.company_claim import Claim
from flows.session.company.replacement import Replacement
from flows.session.places import Place
from flows.session.state import Session
from flows.session.submitted.signed_copy import CopyDraft, SentCopy
from flows.session.submitted.signed_copy import CopyFinding as Seen
from flows.session.submitted.signing import Signing
from flows.signing.facts import ProofMethod, SentBack

CASE = "113-0042"


def intent_taps(topics: Sequence[str]) -> Iterator[tuple[str, tuple[Verb, str]]]:
    """The words that always work, as a name and the tap that says each."""
    for word in ("help", "human", "about", "language", "status", "review", "pause", "start"):
        yield word, (Verb.COMMAND, word)
    for topic in topics:
        yield f"about {topic}", (Verb.ABOUT, topic)
    yield "erase", (Verb.COMMAND, "erase")
    yield "erase kept", (Verb.KEEP, "")


def endings(context: Context, attachment: Attachment) -> Iterator[tuple[str, Message]]:
    """From the last look to the receipt and the signed copy, and the screens that stop people before it."""
    rules = context.definition.form.rules
    several = replace(context.definition, offered=(context.definition, context.definition))
    newcomer = Session("", context.session.language)
    yield "welcome several", welcome(replace(context, definition=several, session=newcomer))
    held = replace(context.session, place=Place(until=(context.now + timedelta(minutes=30)).isoformat()))
    yield "submit", screen(replace(context, session=held), ReadyToSubmit(Verdict(State.ELIGIBLE, ())))
    yield "warnings", screen(context, Warnings(_findings(context)))
    yield "not_eligible", screen(context, NotEligible(rules.restore(State.NOT_ELIGIBLE, rules.against)))
    yield "register", registry.card(context, company(context.now.date()))
    gone = replace(company(context.now.date()), status=Status.DISSOLVED, status_text="解散")
    yield "register dissolved", registry.card(context, gone)
    yield "full", screen(context, Full(0))
    yield "waiting", screen(context, Full(3))
    yield "offered", places.offered(context, context.now + timedelta(days=1))
    yield from _of_the_company(context)
    yield from moving_on(context)
    yield "human, staff answer here", staff_called(context)
    shut = replace(context.programme, closes=context.now - timedelta(hours=1))
    yield "closed", welcome(_during(context, shut))
    early = replace(context.programme, opens=context.now + timedelta(hours=1))
    yield "not open yet", welcome(_during(context, early))
    yield from _elsewhere(context)
    yield from _submitted(context, attachment)
    yield (
        "my applications",
        applications.listed(replace(context, case=CaseFacts(applications=_mine(context)))),
    )


def _during(context: Context, programme: Programme) -> Context:
    return replace(context, definition=replace(context.definition, programme=programme))


def _mine(context: Context) -> tuple[MyApplication, ...]:
    """One submitted, one of the year after, one just begun for another company."""
    year = context.programme.year
    return (
        MyApplication(1, year, "沐晨生技有限公司", CASE, current=False),
        MyApplication(2, year + 1, "沐晨生技有限公司", "", current=True),
        MyApplication(3, year + 1, "", "", current=False),
        MyApplication(4, year, "大發食品股份有限公司", "113-0007", current=False, superseded=True),
    )


def _of_the_company(context: Context) -> Iterator[tuple[str, Message]]:
    """Somebody else of the company has applied: joining it, replacing it, being replaced."""
    yield "applied", screen(context, Applied())
    yield "applied, number known", screen(context, Applied(Claim(CASE, context.now.isoformat())))
    yield "submit to replace", screen(context, ReadyToSubmit(Verdict(State.ELIGIBLE, ()), CASE))
    session = replace(context.session, case_number=CASE, submitted_at=context.now.isoformat())
    yield "joined", screen(replace(context, session=replace(session, joined=True)), Receipt(CASE))
    asked = replace(session, replacement=Replacement(request=1))
    yield "asked to be replaced", screen(replace(context, session=asked), ReplaceCheck(1))
    waits = replace(session, replacement=Replacement(waits_for="113-0007"))
    yield "receipt of what waits", screen(replace(context, session=waits), Receipt(CASE))
    yield "superseded", screen(replace(context, session=replace(session, superseded=True)), Superseded())


def _signing(context: Context) -> Iterator[tuple[str, Message]]:
    """Signing online, and where to print instead. `context` is of a case that was submitted."""
    at, until = context.now.isoformat(), (context.now + timedelta(days=7)).isoformat()
    case = replace(context.case, signing_on=True, sign_link="https://example.org/go/sign/token", lines=())
    on = replace(context, case=case)
    yield "receipt, signing online", screen(on, Receipt(CASE))
    for topic in sorted(signing.TOPICS):
        yield f"signing: {topic}", signing.pages(on, [Asked(topic)])[0]
    for way in ProofMethod:
        asked = SigningRequested(1, way, at, until, "manager@example.com")
        known = replace(on, session=replace(on.session, signing=Signing(asked)))
        yield f"signing: link, {way}", signing.pages(known, [asked])[0]
    for outcome in ("right", "wrong", "none"):
        yield f"signing: number {outcome}", signing.pages(on, [SigningNumberChecked(outcome)])[0]
    wrong = SentBack("統一編號打錯了", at)
    yield from news_of_signing(on, wrong)
    yield "signing: off", signing.pages(context, [Asked("sign")])[0]
    back = replace(on, case=replace(case, sent_back=wrong, lines=_lines(context)))
    yield "signing: status, sent back", submission.status(back)


def _elsewhere(context: Context) -> Iterator[tuple[str, Message]]:
    """Going on elsewhere: where to, the numbers, and what the owner's chat says meanwhile."""
    facts = HandoverFacts(
        (WEB, LINE, TELEGRAM), "019450730", "https://example.org/go/chat/secret", "https://example.org"
    )
    here = replace(context, case=CaseFacts(handover=facts))
    until = (context.now + timedelta(minutes=10)).isoformat()
    yield "switch device", handover.page(here)
    for to in facts.ends:
        yield f"switch to {to}", screen(here, HandoverWait(1, to, until))
    moved = Handover(
        1, holder=1, epoch=1, at=context.now.isoformat(), to=WEB, device="Windows · Chrome", source=LINE
    )
    held = replace(here, session=replace(context.session, handover=moved))
    yield "held elsewhere", handover.elsewhere(held, OWNER, ())
    yield "held here", handover.page(held)
    yield "taken back", handover.elsewhere(context, 1, ())
    invited = Contributions(1, {1: Invitation(2, until, "王小美")})
    asking = replace(here, session=replace(context.session, contributions=invited))
    asking = replace(
        asking, case=CaseFacts(contribution=ContributionFacts(True, "https://example.org/go/part/secret"))
    )
    events = (Asked("colleague"), ContributorInvited(1, 2, until))
    for shown, name in zip(
        contribution.pages(asking, events), ("ask a colleague", "link for a colleague"), strict=True
    ):
        yield name, shown
    proposed = tuple(
        Proposal("王小美", question, answer.value, answer.texts)
        for question, answer in list(context.session.answers.items())[-4:-1]
    )
    yield "proposals", screen(asking, Proposals(proposed))
    first = context.edition.questionnaire.by_id[proposed[0].question]
    yield (
        "one proposal",
        screen(asking, ProposalCheck(first, proposed[0], context.session.answers[first.id], 3)),
    )
    yield "number to type", claim_page(context.words, "shown", "47", context.now)


def _submitted(context: Context, attachment: Attachment) -> Iterator[tuple[str, Message]]:
    session = replace(context.session, case_number=CASE, submitted_at=context.now.isoformat())
    case = CaseFacts(attachment)
    done = replace(context, session=session, case=replace(case, lines=_lines(context)))
    yield "receipt", screen(done, Receipt(CASE))
    yield from _signing(done)
    yield "receipt waiting", screen(replace(done, case=CaseFacts()), Receipt(CASE))
    yield "submitted status", submission.status(done)
    yield "afterwards", submission.afterwards(done)
    yield "reminder", reminder.reminder(done)
    draft = CopyDraft("0" * 64, (), (1,))
    yield "copy", signed_copy.check(done, draft)
    name, answer = next(iter(context.session.answers.items()))
    changed = (context.edition.questionnaire.by_id[name], None, answer)
    yield "revision", screen(done, RevisionCheck(3, (changed,)))
    found = (Seen("blurred"), Seen("red_box_empty"))
    yield "copy to look at", signed_copy.check(done, replace(draft, findings=found))
    yield "copy received", signed_copy.received(done, context.now, SentCopy("", "", (1,)))
    yield from requests(done)
    yield from of_the_visit(done, attachment)
    yield "copy received, doubtful", signed_copy.received(done, context.now, None)
    doubtful = SentCopy("", context.now.isoformat(), (1,), found)
    yield "reminder, doubtful", reminder.reminder(replace(done, case=replace(case, sent=doubtful)))


def _findings(context: Context) -> tuple[Finding, ...]:
    """What the checks find in answers that do not fit each other."""
    rules, given = context.definition.form.rules, context.definition.given(context.session)
    odd = {name: value for name, value in rules.odd(given).items() if name in given.values}
    return run_checks(rules.checks, replace(given, values={**given.values, **odd}, record=None))


def _lines(context: Context) -> tuple[Line, ...]:
    """The state of a case whose applicant's mail came back."""
    at, say = clock(context.now), context.say
    return (
        Line(say("status.submitted"), f"✔ {at}", tone=Tone.DONE),
        Line(say("status.document"), say("status.document_ready"), tone=Tone.DONE),
        Line(say("status.signed_copy"), say("status.copy_missing"), tone=Tone.WARN),
        Line(say("status.staff"), say("status.accepted", at=at), tone=Tone.DONE),
        Line(say("status.applicant"), say("status.bounced"), tone=Tone.WARN),
    )


def company(asked_on: date) -> Record:
    """An invented company, as the registers would tell of it on that day."""
    return Record(
        "90800708",
        asked_on,
        (Source.GCIS, Source.FIA),
        name="沐晨生技有限公司",
        registration_type=Registration.COMPANY,
        responsible_person="陳怡安",
        setup_date="2018-09-12",
        capital=5_000_000,
        address={"zip": "220", "county": "新北市", "district": "板橋區", "rest": "文化路二段168號5樓"},
        address_text="新北市板橋區文化路二段168號5樓",
        industry_section="c",
        industry_name="化粧品製造",
        status=Status.ACTIVE,
        status_text="核准設立",
    )
