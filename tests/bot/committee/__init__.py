"""The selection on the desk and the reviewers' pages, over HTTP."""
