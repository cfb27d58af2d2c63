"""What the pages call things: people, duties, kinds of touchpoint, channels, sources."""
