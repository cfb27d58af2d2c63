"""What the Victims' Code is made of: duties, limits, matchers, and their small language."""
