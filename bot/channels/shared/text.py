"""Measuring and shortening text the way platforms count it: graphemes, UTF-16 units, bytes.

A grapheme is what a person takes for one character: 👨‍👩‍👧 is one grapheme, five code points and
eight UTF-16 units.
"""

import unicodedata
from functools import lru_cache
from itertools import accumulate

ELLIPSIS = "…"

LABEL = 60
"""Characters of the longest label that is measured again and again; longer texts are somebody's own."""
JOINER = "\u200d"
BREAKS = ("\n\n", "\n", "。", "！", "？", "；", ". ", "，", "、", " ")


def well_formed(text: str) -> str:
    """The text without halves of surrogate pairs, which JSON can carry but UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def units(text: str) -> int:
    """Length in UTF-16 units, as LINE and Telegram count the length of a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> tuple[str, ...]:
    """The text in graphemes, after Unicode's UAX #29.

    Parts of a decomposed Korean syllable count one by one, so a cut may come early there, never late."""
    return _of_label(text) if len(text) <= LABEL else _clusters(text)


@lru_cache(maxsize=4096)
def _of_label(text: str) -> tuple[str, ...]:
    """Kept, because labels are few and measured in every turn; what people write is neither few nor ours to keep."""
    return _clusters(text)


def _clusters(text: str) -> tuple[str, ...]:
    clusters: list[str] = []
    for character in text:
        if clusters and _belongs(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return tuple(clusters)


def cut_graphemes(text: str, most: int) -> str:
    """The text if it has at most `most` graphemes, else its beginning with an ellipsis, `most` in all."""
    if len(text) <= most:
        return text
    clusters = graphemes(text)
    return text if len(clusters) <= most else "".join(clusters[: most - 1]) + ELLIPSIS


def cut_units(text: str, most: int) -> str:
    """The text if it has at most `most` UTF-16 units, else its beginning with an ellipsis."""
    if _fits(text, most):
        return text
    return _beginning(text, most - 1) + ELLIPSIS


def split_units(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` UTF-16 units, parted at lines or sentences where it can be."""
    pieces: list[str] = []
    while not _fits(text, most):
        piece = _beginning(text, most)
        piece = piece[: _last_break(piece)]
        pieces.append(piece.rstrip())
        text = text[len(piece) :].lstrip()
    return [piece for piece in (*pieces, text) if piece]


def _fits(text: str, most: int) -> bool:
    return len(text) * 2 <= most or units(text) <= most


def _beginning(text: str, most: int) -> str:
    clusters = graphemes(text[: most + 1])
    ends = accumulate(units(cluster) for cluster in clusters)
    fitting = sum(1 for end in ends if end <= most)
    if fitting:
        return "".join(clusters[:fitting])
    # One "character" longer than the whole room is somebody's joke of stacked accents; it may be torn.
    return clusters[0].encode("utf-16-le", "surrogatepass")[: most * 2].decode("utf-16-le", "ignore")


def _last_break(piece: str) -> int:
    for mark in BREAKS:
        found = piece.rfind(mark, len(piece) // 2)
        if found >= 0:
            return found + len(mark)
    return len(piece)


def _belongs(cluster: str, character: str) -> bool:
    previous = cluster[-1]
    if previous == "\r" or unicodedata.category(previous) == "Cc":
        return previous == "\r" and character == "\n"
    if _extends(character):
        return True
    if _is_flag_letter(character):
        return len(cluster) == 1 and _is_flag_letter(previous)
    return previous == JOINER and _is_picture(cluster[0]) and _is_picture(character)


def _extends(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character in {JOINER, "\u200c", "\uff9e", "\uff9f"}
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
    )


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So" or 0x1F000 <= ord(character) <= 0x1FAFF
