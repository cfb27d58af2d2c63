"""What is counted: measures as data, their counts as expressions, and the figures of them."""
