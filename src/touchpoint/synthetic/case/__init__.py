"""What happens in the case, from suspect to court and after, and how the victim is told."""
