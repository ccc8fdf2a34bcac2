"""Tests, and what only they need."""

import os

# Each test process computes with one thread, as the product's children do that read pictures: two processes with two
# threads each would spend half their time waiting for one another. Before numpy is loaded, which looks at it once.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
