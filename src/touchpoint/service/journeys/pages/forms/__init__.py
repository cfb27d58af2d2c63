"""The forms that add to a journey: what they ask, and the touchpoint that the answers make."""
