"""The pages of one victim's journey: what is known, what is due, and the forms that add to it."""
