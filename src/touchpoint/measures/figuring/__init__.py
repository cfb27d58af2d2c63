"""From counts by month to figures: pooling, coverage, rates, intervals, and what to say."""
