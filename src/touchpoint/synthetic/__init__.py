"""A force that does not exist, with truths planted in it."""
