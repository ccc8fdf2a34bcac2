"""Benchmarks, run by `make bench` and never by the tests: a busy machine would decide who passes."""
