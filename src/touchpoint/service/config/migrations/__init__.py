"""What the set-up of the service keeps in the database."""
