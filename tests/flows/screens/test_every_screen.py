"""Every prompt has its screen, every stage its own; which stages a form has is data."""

from dataclasses import replace
from typing import get_args

import pytest

from flows.interface.messages import Look
from flows.scheme.form import Stage
from flows.screens.every_screen import ALWAYS, SCREENS, STAGES
from flows.screens.prompts import Ask, Panel, Prompt
from tests.support.chat import Chat
from tests.support.player import play


def test_every_prompt_has_a_screen_and_every_stage_its_own() -> None:
    """A prompt that nobody shows, or that takes no answer, is found here and not by a person."""
    assert {*SCREENS, Panel} == set(get_args(Prompt))  # a panel is shown by a screen of its form
    own = {
        Stage.JOIN,
        Stage.EARLIER,
        Stage.HAND_OVER,
        Stage.WORKSPACE,
    }  # of one scheme: flows/schemes/alliance/screens
    assert {*STAGES, *own} == set(Stage)


def test_no_prompt_has_two_kinds_of_screens() -> None:
    """Who asks a question has no part in how it is answered: all three ways to it are of one kind."""
    screens = [*ALWAYS, *STAGES.values()]
    kinds = {(screen.prompt, type(screen)) for screen in screens}
    assert len(kinds) == len(SCREENS)
    assert len(screens) - len(SCREENS) == len([each for each in screens if each.prompt is Ask]) - 1


@pytest.mark.parametrize(
    ("stages", "answered", "reviewed"),
    [
        ((Stage.SUBMIT,), False, False),
        ((Stage.QUESTIONS, Stage.SIGNING, Stage.SUBMIT), True, False),
        ((Stage.QUESTIONS, Stage.REVIEW, Stage.SIGNING, Stage.SUBMIT), True, True),
    ],
)
def test_a_form_has_the_stages_it_names(stages: tuple[Stage, ...], answered: bool, reviewed: bool) -> None:
    """The way to the summary is nothing but the form's stages."""
    chat = play(with_stages(*stages), "non_exporter", Look.SUBMIT.value)
    assert bool(chat.session.answers) is answered
    assert bool(chat.session.reviewed) is reviewed


def with_stages(*stages: Stage) -> Chat:
    """A chat about a form of only these stages."""
    chat = Chat()
    form = replace(chat.definition.form, stages=stages)
    chat.definition = replace(chat.definition, form=form)
    chat.speech = type(chat.speech)(chat.definition)
    return chat
