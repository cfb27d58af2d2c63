"""The pages of worklists, search, people and reassignment."""
