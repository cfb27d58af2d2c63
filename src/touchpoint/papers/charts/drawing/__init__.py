"""Charts as Altair specs. Altair is slow to import: nothing outside asks for these early."""
