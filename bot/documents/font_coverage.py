"""Which characters a font can draw, read from the font file itself."""

import struct
from collections.abc import Iterator
from mmap import mmap

Buffer = bytes | mmap
"""A font file, read or mapped into memory."""


def characters_of(font: Buffer) -> frozenset[int]:
    """Code points a TrueType or OpenType font maps to a glyph, from its `cmap` (formats 4 and 12).

    Of a collection (TTC) the first font counts: the fonts of a collection share their characters. Raises
    ValueError when the font has neither format, which no current font does.
    """
    cmap = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", cmap, 2)
    offsets = {struct.unpack_from(">HHI", cmap, 4 + 8 * index)[2] for index in range(count)}
    readers = {4: _segments, 12: _groups}
    found: set[int] = set()
    for offset in offsets:
        reader = readers.get(struct.unpack_from(">H", cmap, offset)[0])
        if reader is not None:
            found.update(reader(cmap[offset:]))
    if not found:
        raise ValueError("font has no readable cmap")
    return frozenset(found)


def _table(font: Buffer, tag: bytes) -> bytes:
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", font, start + 4)
    for index in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", font, start + 12 + 16 * index)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError(f"font has no {tag.decode()} table")


def _groups(subtable: bytes) -> Iterator[int]:
    """Format 12: (first, last, glyph of the first) groups."""
    (count,) = struct.unpack_from(">I", subtable, 12)
    for first, last, glyph in struct.iter_unpack(">III", subtable[16 : 16 + 12 * count]):
        yield from range(first if glyph else first + 1, last + 1)


def _segments(subtable: bytes) -> Iterator[int]:
    """Format 4: segments with a glyph delta, or an offset into an array of glyphs."""
    segments = struct.unpack_from(">H", subtable, 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", subtable, 14 + 2 * segments * part + (2 if part else 0))
        for part in range(4)
    )
    base = 16 + 6 * segments
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                place = base + 2 * index + offsets[index] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", subtable, place)
            if glyph and (glyph + deltas[index]) % 0x10000:
                yield code
