"""The shipped edition, and the shipped programme with a clock that stands still while it is open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.config.catalogue import catalogue_of, shipped
from bot.config.programme_file import read_programme
from bot.config.settings import SHIPPED_PROGRAMME
from flows.definitions.edition import Edition
from flows.definitions.programme import Programme
from flows.definitions.questionnaire import Questionnaire
from flows.scheme.definition import Catalogue, Definition

NOW = datetime(2024, 6, 20, 3, 0, tzinfo=UTC)
"""Eleven in the morning in Taipei, in the middle of the programme."""


def edition() -> Edition:
    """The edition everything is tested with."""
    return shipped()["113.1"]


def questionnaire() -> Questionnaire:
    """Its questionnaire."""
    return edition().questionnaire


def programme() -> Programme:
    """The shipped programme, which is open at `NOW`."""
    return read_programme(SHIPPED_PROGRAMME)


def catalogue(*programmes: Programme) -> Catalogue:
    """Every shipped edition under these programmes, or the shipped one."""
    return catalogue_of(programmes or (programme(),))


def definition(during: Programme | None = None) -> Definition:
    """What whoever begins at `NOW` is pinned to, or whoever begins under that programme."""
    return catalogue(*([during] if during else [])).current(NOW)


def closed() -> Programme:
    """The same programme, closed an hour before `NOW`."""
    return replace(programme(), closes=NOW - timedelta(hours=1))
