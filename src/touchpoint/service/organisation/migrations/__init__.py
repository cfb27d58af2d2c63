"""How the tables of the organisation came to be."""
