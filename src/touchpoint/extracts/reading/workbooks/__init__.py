"""Workbooks of every age by calamine, and what has to be read out of the files beside it."""
