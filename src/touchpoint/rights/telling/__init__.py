"""The Code in plain sentences, for the command and the reference page."""
