"""All checks of a proposal together: which codes block it, which are for staff, which are only pointed out."""

from collections.abc import Iterable

from flows.schemes.alliance.conditions import CONDITIONS
from flows.schemes.alliance.findings import Finding, Severity
from flows.schemes.alliance.proposal import Proposal
from flows.schemes.alliance.remarks import REMARKS


def findings(proposal: Proposal) -> tuple[Finding, ...]:
    """Everything the checks have to say, in the order of their codes."""
    return tuple(
        Finding(code, severity, places)
        for code, check in (*CONDITIONS.items(), *REMARKS.items())
        for severity, places in check(proposal).items()
    )


def codes(found: Iterable[Finding], severity: Severity) -> tuple[str, ...]:
    """The codes of this severity, in order."""
    return tuple(finding.code for finding in found if finding.severity is severity)
