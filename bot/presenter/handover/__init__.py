"""Going on elsewhere, in words."""
