"""What victims say: questions, their scales, and which duty an answer touches, as data."""
