"""Tests of composing, sending and reading mails."""
