"""What a measure is, and the reading of a catalogue's files."""
