"""Somebody of an alliance who applies for a diagnosis first, so that the alliance can take its answers over."""

import json

from bot.demo.alliance.script import MemberScript
from bot.demo.player import Player
from bot.demo.standins.person import Person
from bot.paths import SCHEMES
from bot.service import Service
from flows.interface.callback_data import Verb, encode

SCHEME = "diagnosis"
PERSONAS = SCHEMES / SCHEME / "samples"


async def apply_for_diagnosis(service: Service, person: Person, member: MemberScript) -> str:
    """The case number; empty where they did not come to the end."""
    programme = next(each for each in service.catalogue.programmes.values() if each.scheme == SCHEME)
    name = "non_exporter" if member.exports == "planning" else "exporter"
    sample = json.loads((PERSONAS / f"{name}.json").read_text(encoding="utf-8"))["answers"]
    own = {key: value for key, value in member.answers().items() if key in sample}
    player = Player(
        {"answers": {**sample, **own}}, service.catalogue.editions[programme.questionnaire], person
    )
    await person.open()
    await person.tap(encode(Verb.SCHEME, "", programme.id))
    await player.play()
    return player.case_number
