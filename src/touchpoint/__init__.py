"""Touchpoint follows every victim of crime through the justice system.

A victim's journey is a list of touchpoints; a duty is a rule over touchpoints; a verdict is what a
duty says of one journey on one day. Each folder here is a room; docs/house.md draws them.
"""

__version__ = "0.1.0"
