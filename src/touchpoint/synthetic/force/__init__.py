"""The police force: what was asked for, its units, its sources and the crimes reported to it."""
