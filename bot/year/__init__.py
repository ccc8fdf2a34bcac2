"""The end of a year: everything of a programme into an archive, then erased, each confirmed by two people."""
