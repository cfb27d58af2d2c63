"""Investigations, journeys, touchpoints that only grow, and what is owed."""
