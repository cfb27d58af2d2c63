"""Units, the people who work in them, how they sign in, and what each may see."""
