"""Which programmes select among proposals."""

from flows.definitions.programme import Programme
from flows.scheme.definition import Catalogue


def selecting(catalogue: Catalogue) -> tuple[Programme, ...]:
    """Those whose applications are bound as books, which reviewers read; the one that opened last first."""
    bound = {
        key
        for key, scheme in catalogue.schemes.items()
        if any(form.own.book is not None for form in scheme.forms.values())
    }
    found = [each for each in catalogue.programmes.values() if each.scheme in bound]
    return tuple(sorted(found, key=lambda each: each.opens, reverse=True))
