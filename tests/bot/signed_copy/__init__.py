"""Tests of the signed copy: from the photo to the PDF that is mailed."""
