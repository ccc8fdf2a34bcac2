"""The toy scheme handed to a catalogue, as a file of flows/schemes would be."""

from pathlib import Path

from bot.config.catalogue import SchemeFolders, catalogue_of, shipped_schemes
from bot.config.programme_file import read_programme
from flows.definitions.programme import Programme
from flows.rules.rules import Rules
from flows.scheme.definition import Catalogue

FOLDER = Path(__file__).parent
PROGRAMME = FOLDER / "templates" / "programmes" / "113.toml"
TOY = SchemeFolders(FOLDER, FOLDER / "templates", {"application": Rules()})


def toy() -> Programme:
    """Its programme, open for as long as the diagnosis."""
    return read_programme(PROGRAMME)


def with_toy(*programmes: Programme) -> Catalogue:
    """The shipped schemes and the toy, under these programmes."""
    return catalogue_of(programmes, schemes=[*shipped_schemes(), TOY])
