"""What colleagues of the applicant contribute: pages they were asked to fill in, answers they propose."""
