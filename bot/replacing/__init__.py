"""Replacing a company's application with the consent of the earlier contact or of staff: asking, and settling."""
