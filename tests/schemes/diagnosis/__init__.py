"""Tests of the diagnosis: transcripts, verdicts, checks, samples."""
