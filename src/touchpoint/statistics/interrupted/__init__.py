"""Interrupted time series: whether something that started in a month changed what was measured."""

from touchpoint.statistics.interrupted.asking import (
    InterruptedSeries,
    Placebo,
    interrupted_series,
)

__all__ = ["InterruptedSeries", "Placebo", "interrupted_series"]
