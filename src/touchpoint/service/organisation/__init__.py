"""Units, people, their roles, how they sign in, and what each may see."""
