"""The web page of an alliance's leader: long text, tables, the schedule as a grid, large files."""
