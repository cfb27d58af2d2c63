"""Who the victims are, which of them are one person, and what records call them."""
