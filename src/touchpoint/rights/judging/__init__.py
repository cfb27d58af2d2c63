"""Verdicts as expressions: what a duty says of a journey on a day, one for all duties."""
