"""All screens: those that every form has, in the order in which they come first, and those of a form's stages."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.scheme.form import Form, Stage
from flows.screens.base import P, PanelScreen, Screen
from flows.screens.consent import NOT_AGREED, NOTICE, WELCOME
from flows.screens.contribution.proposals import ProposalScreen, ProposalsScreen
from flows.screens.doubt import DoubtScreen
from flows.screens.erasure import ErasureScreen
from flows.screens.handover.offering import WaitingScreen
from flows.screens.prompts import Panel
from flows.screens.receipt import ReceiptScreen, SupersededScreen
from flows.screens.replacement_request import ReplacementScreen
from flows.screens.signed_copy import CopyScreen
from flows.screens.stages.company_claim import ClaimScreen
from flows.screens.stages.places_full import PlacesScreen
from flows.screens.stages.question import CHANGE, QUESTIONS, SIGNING
from flows.screens.stages.registry_card import CardScreen
from flows.screens.stages.review import ReviewScreen
from flows.screens.stages.submit import SubmitScreen
from flows.screens.stages.upgrade import UPGRADE_CHECK, UPGRADE_NOTICE
from flows.screens.stages.verdict import VerdictScreen
from flows.screens.stages.warnings import WarningsScreen
from flows.screens.submitted.request import RequestScreen
from flows.screens.submitted.revision import REVISED, RevisionScreen

ALWAYS: Sequence[Screen[Any]] = (
    NOT_AGREED,
    NOTICE,
    WELCOME,
    WaitingScreen(),
    ErasureScreen(),
    RequestScreen(),
    SupersededScreen(),
    CopyScreen(),
    ReplacementScreen(),
    ReceiptScreen(),
    ProposalsScreen(),
    ProposalScreen(),
    UPGRADE_NOTICE,
    UPGRADE_CHECK,
    DoubtScreen(),
    CHANGE,
    REVISED,
    RevisionScreen(),
)
"""Asked before the stages of whatever form it is."""

STAGES: Mapping[Stage, Screen[Any]] = {
    Stage.COMPANY_CLAIM: ClaimScreen(),
    Stage.REGISTRY_CARD: CardScreen(),
    Stage.VERDICT: VerdictScreen(),
    Stage.QUESTIONS: QUESTIONS,
    Stage.REVIEW: ReviewScreen(),
    Stage.WARNINGS: WarningsScreen(),
    Stage.SIGNING: SIGNING,
    Stage.PLACES: PlacesScreen(),
    Stage.SUBMIT: SubmitScreen(),
}

SCREENS: Mapping[type[object], Screen[Any]] = {
    screen.prompt: screen for screen in (*ALWAYS, *STAGES.values())
}
"""By the prompt they show; a question is asked by one screen, for whichever of three reasons."""


def screen_of(prompt: P) -> Screen[P]:
    """The screen that shows this prompt, and takes what is answered to it."""
    screen: Screen[P] = SCREENS[type(prompt)]
    return screen


def own_screen(form: Form, prompt: Panel) -> PanelScreen:
    """The screen of a form's own that shows this panel."""
    screen: PanelScreen = form.own.stages[prompt.stage]
    return screen
