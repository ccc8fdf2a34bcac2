"""Case numbers: what they look like, and how one is written. Nothing is ever read out of one.

`113-0042` is the first kind of application of ROC year 113. A second kind of the same year counts for itself, so its
numbers bear a letter: after the year, `113A-0042`, or before the number, `113-A007`, as the papers of 方案二 print it.
"""

PATTERN = r"[0-9]{3}[A-Z]?-[A-Z]?[0-9]{3,6}"
"""Every case number there is, or will be; the only place where their form is told."""


def case_number(series: str, number: int) -> str:
    """The case number of an application: the series its programme counts (`113`, `113A`), and its number in it."""
    return f"{series}-{number:04d}"


def lettered_number(year: int, letter: str, number: int) -> str:
    """The case number of a scheme whose letter stands before the number: 113-A007."""
    return f"{year}-{letter}{number:03d}"
