"""How the tables of the journeys came to be."""
