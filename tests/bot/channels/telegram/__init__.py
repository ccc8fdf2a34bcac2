"""Tests of the Telegram channel against its stand-in."""
