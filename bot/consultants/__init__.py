"""Consultants: who there are, who fits, their own page of a case, visits and the written advice; in Chinese."""
