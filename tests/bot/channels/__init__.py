"""Tests of the LINE and Telegram channels."""
