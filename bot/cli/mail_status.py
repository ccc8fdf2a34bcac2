"""What staff read about the mails of a case: whether the address is confirmed, and what became of each mail."""

from bot.command_words import phrase
from bot.notifications.mail_facts import contact_address
from bot.presenter.context import clock
from bot.service import Service
from storage.cases.delivery import Delivery
from storage.cases.mail_limits import Withheld
from storage.records import Application


async def sendings(service: Service, application: Application) -> list[str]:
    """One line about the address, one per mail."""
    lines = [await _address(service, application)]
    for delivery in await service.deliveries.of_case(application.case_number):
        mail, error = _name(delivery.kind.partition("-")[0]), delivery.error or ""
        facts = {"to": delivery.recipient, "arrival": _arrival(delivery), "error": error}
        lines.append(phrase("mails.mail", mail=mail, **facts).rstrip())
    return lines


def _name(kind: str) -> str:
    """What staff call a mail; one of a scheme that has no name here is called as the scheme calls it."""
    try:
        return phrase(f"mails.kinds.{kind}")
    except KeyError:
        return kind


async def _address(service: Service, application: Application) -> str:
    """Whether whoever reads mail to the contact's address has said so."""
    if application.erased_at:
        return phrase("mails.address_erased")
    address = contact_address(service.editions[application.questionnaire], application)
    at = await service.confirmation.confirmed_at(application.case_number, address)
    state = phrase("mails.confirmed", at=clock(at)) if at else phrase("mails.open")
    return phrase("mails.address", address=address, state=state)


def _arrival(delivery: Delivery) -> str:
    """What the timestamps say; a return outweighs whatever was said before."""
    if delivery.returned:
        return phrase("mails.returned")
    if delivery.accepted_at and delivery.missing:
        missing = [phrase("mails.missing", address=one, why=why) for one, why in delivery.missing.items()]
        return phrase("mails.accepted_but", missing=phrase("mails.between").join(missing))
    if delivery.accepted_at:
        return phrase("mails.accepted")
    if delivery.error in set(Withheld):
        return phrase("mails.withheld")
    if delivery.unclear_at:
        return phrase("mails.unclear")
    return phrase("mails.failed" if delivery.failed_at else "mails.queued")
