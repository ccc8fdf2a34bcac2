"""The selection of a programme (方案二): what staff, chair and reviewers did, and how it reaches the cases."""
