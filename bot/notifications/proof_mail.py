"""The letter with the code that proves a project's mail address. A repeat has the same Message-ID and the same code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.alliance.mail_proof import code_of
from bot.mail.compose import Route, compose
from bot.mail.errors import MailError, Retry
from bot.mail.facts import LetterFacts
from bot.mail.headers import MailName, sender_of
from bot.mail.smtp import MailTransport
from flows.definitions.languages import CHINESE
from flows.events.codec import from_json
from flows.scheme.definition import Catalogue
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from flows.session.evolve import fold
from flows.session.state import Session
from storage.engine.secrets import Secrets
from storage.journal.journal import Journal
from storage.outbox.job import Job

PROOF = MailSpec("proof", MailEvent.NEWS, Correspondent.APPLICANT)
"""A letter to whoever's address it is."""


@dataclass(frozen=True)
class ProofMail:
    """What the job does."""

    journal: Journal
    catalogue: Catalogue
    secrets: Secrets
    now: Callable[[], datetime]
    transport: MailTransport
    sender: str
    demo: bool = False

    async def send(self, job: Job) -> None:
        """Mail the code to the address given now; nothing where the session is gone."""
        key, number = str(job.payload["session"]), str(job.payload["number"])
        stored = await self.journal.load_session(key)
        if stored is None:
            return
        session = fold(Session("", ""), map(from_json, stored.events))
        definition = self.catalogue.of(session, self.now())
        address = str(session.values().get(definition.edition.roles.question("contact.email"), ""))
        code = await code_of(self.secrets, key, address, int(number))
        words, programme = definition.edition.speak(session.language), definition.programme
        spoken = programme.words.get(session.language) or programme.words[CHINESE]
        subject, text = words.say("proof.subject", code=code), words.say("proof.text", code=code)
        sender, title = self.sender, spoken["title"]
        try:
            origin = sender_of(sender, "")
            contact = programme.contact
            facts = LetterFacts(
                subject, text, address, session.language, title, contact.name, contact.email, self.demo
            )
            secret = (await self.secrets.signed("proof mail", key, address, number)).hex()[:20]
            name = MailName(f"<proof.{secret}@{origin.domain}>", job.created_at)
            message = compose(PROOF, facts, (), Route(name, sender))
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.transport.send(message)
