"""The usual ways to build such a bot, doing the same linear questionnaire, for comparison."""
