"""The pages on which administrators add people, say what they are, and let them go."""
