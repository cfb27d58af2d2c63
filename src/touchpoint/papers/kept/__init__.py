"""What stands beside a released paper: its figures, for the next paper to compare with its own."""
