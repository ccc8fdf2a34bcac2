"""Where a page lies in a picture: outlines, perspective, bent paper, printed rules."""
