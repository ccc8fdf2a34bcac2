"""Which prompt is next. Always derived from the session, never stored."""

from flows.scheme.definition import Definition
from flows.screens.base import Situation
from flows.screens.every_screen import ALWAYS, STAGES
from flows.screens.prompts import Prompt
from flows.session.state import Session


def view(definition: Definition, session: Session) -> Prompt:
    """What to show this person now: the first screen that is due of those every form has, then of the form's stages.

    Raises ValueError when a form's last stage is not to submit (flows/scheme/loader.py takes no such form)."""
    situation = Situation(definition, session)
    own = definition.form.own.stages
    for screen in (*ALWAYS, *(own.get(stage) or STAGES[stage] for stage in definition.form.stages)):
        prompt: Prompt | None = screen.due(situation)
        if prompt is not None:
            return prompt
    raise ValueError(f"no screen is due: {', '.join(definition.form.stages)}")
