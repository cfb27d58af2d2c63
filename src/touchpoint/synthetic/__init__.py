"""A force that does not exist, with truths planted in it.

`block.py` says how a block of journeys is made step by step, `shares/` holds every number that is
planted, and `truths.json` beside the tables says how to ask each of them back.
"""

from touchpoint.synthetic.making import DEFAULT_FROM, DEFAULT_TO, synthesise

__all__ = ["DEFAULT_FROM", "DEFAULT_TO", "synthesise"]
