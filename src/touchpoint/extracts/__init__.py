"""Other systems' files in: readers, profiles, loads, and the truth where sources disagree."""
