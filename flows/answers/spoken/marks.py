"""What shows that words belong to another question: a telephone number, an amount, an address, a date."""

import re
from typing import Final

EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
URL: Final = re.compile(r"https?:|www\.|\.com(?:\.tw)?(?![a-z])|\.tw(?![a-z])", re.I)
PHONE: Final = re.compile(
    r"(?<![0-9])(?:\+?886[- ]?|0)[0-9](?:[- ()]*[0-9]){6,9}(?:\s*(?:#|轉|分機)\s*[0-9]+)?(?![0-9])"
)
UBN: Final = re.compile(r"(?<![0-9])[0-9]{8}(?![0-9])")
AMOUNT: Final = re.compile(
    r"(?:NT\$?|新[臺台]幣|約)?\s*[0-9一二三四五六七八九十百千][0-9,.一二三四五六七八九十百千]*\s*[萬億]元?",
    re.I,
)
ADDRESS: Final = re.compile(
    r"[縣市].{1,4}[區鄉鎮市].*[路街道段巷弄村里].*[0-9０-９一二三四五六七八九十]+[號号]"
)
YEAR: Final = re.compile(r"(?:民國|西元)?\s*[0-9]{2,4}\s*年(?:度|\s*[0-9])")
NUMERIC: Final = re.compile(r"[0-9０-９\s.,，、%％/-]+")
LETTERS: Final = re.compile(r"[^\W\d_]")
WHOLE_URL: Final = re.compile(r"(?:https?://|www\.)\S+", re.I)
WHOLE_DATE: Final = re.compile(
    r"(?:民國|西元)?\s*[0-9]{2,4}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*[日號])?"
)
SHARE: Final = re.compile(
    r"(?:大?約|大概)?(?:[一二三四五六七八九兩半]成[一二三四五六七八九半]?|百分之.{1,5})(?:左右)?"
)
PROGRAMME: Final = re.compile(r"(?:民國)?1[0-9]{2}\s*年?度?[ 　+＋].*計[畫劃]")
