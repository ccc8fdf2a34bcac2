"""Commands of the office: what is kept and for how long, who saw what, figures, the end of a year."""
