"""A paper made: asked for, released once, tested, worded, shown, and kept for the next one."""
