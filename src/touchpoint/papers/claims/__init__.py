"""What a paper claims, tested on the figures that may leave, all of a page at once."""
