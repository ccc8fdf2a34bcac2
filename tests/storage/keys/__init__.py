"""Tests of sealing what is kept about people."""
