"""A proposed profile for an undescribed file, with its reasons and what is not known."""

from touchpoint.extracts.guessing.guess import Guess, guess

__all__ = ["Guess", "guess"]
