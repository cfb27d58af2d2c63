"""Estimates from surveys: strata, weights, finite populations, domains, raking, bases.

The rules are those of Lumley's `survey` for R, whose numbers they reproduce.
"""
