"""The questionnaire linter: proves before anybody is asked that a definition can be asked, said, shown and printed."""

from flows.lint.run import LintContext, lint, lint_collection

__all__ = ["LintContext", "lint", "lint_collection"]
