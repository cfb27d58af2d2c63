"""The catalogue in sentences: a definition in full, its SQL, the reference page."""
