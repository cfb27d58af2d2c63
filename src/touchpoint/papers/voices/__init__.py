"""What victims say: what satisfaction goes with, and the record held against their voice."""
