"""The stream of a case: what the office and its applicant did after it was submitted, and what follows from it."""
