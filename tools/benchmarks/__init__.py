"""The measurements behind docs/benchmarks.md: each is a program of its own, run by `make bench`."""
