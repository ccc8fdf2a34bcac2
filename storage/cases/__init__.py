"""Submitted applications and what belongs to them: files, mails, claims of companies, erasure."""
