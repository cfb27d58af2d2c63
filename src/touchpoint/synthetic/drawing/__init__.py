"""Chances and days as arrays: what everything that is made up is drawn with."""
