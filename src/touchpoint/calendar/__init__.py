"""Working days, periods and local days of England and Wales. Knows nothing else."""
