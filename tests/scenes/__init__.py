"""Photos and scans of sheets as bodies: bent paper before a lens, ink that light shines through, scanners and copiers.

A second generator beside tests/fixtures/photos.py, written independently of it, because pictures that look alike
hide the same faults. `python -m tests.scenes.report [FOLDER]` makes, reads and judges them all.
"""
