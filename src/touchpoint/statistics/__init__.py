"""How sure we are of a figure: intervals, change, control charts, surveys, drivers, agreement.

Ask the module of the subject (`from touchpoint.statistics import intervals`); nothing is handed on
from here. Every function says what it gives, on whose rule, and when not to use it.
"""
