"""The whole state of the service as one file: out, and in again, the same to the last row."""
