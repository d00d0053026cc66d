"""How fast the house is, as ratios within one run: `python -m benchmarks`, written to docs/performance.md with `--write`."""
