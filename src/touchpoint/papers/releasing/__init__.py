"""Every figure that a paper prints goes through disclosure once, and comes out a value."""
