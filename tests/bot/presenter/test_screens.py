"""Every prompt is put into words."""

from typing import get_args

from bot.presenter.presenter import SCREENS
from flows.screens.prompts import Prompt


def test_every_prompt_is_said() -> None:
    """A prompt without words would be an error in the reply to whoever comes to it."""
    assert set(SCREENS) == set(get_args(Prompt))
