"""Journeys opened for a stated reason and a limited time, and the supervisors who are told."""
