"""What prints the form of the diagnosis."""

from bot import documents
from flows.scheme.definition import printed_as
from tests.support.programmes import definition

SPEC = printed_as(definition())
RENDERER = documents.Renderer(SPEC)
