"""What a journey page says, as frozen values made of the rows of one journey."""
