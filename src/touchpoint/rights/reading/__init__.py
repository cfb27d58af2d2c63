"""An edition file read into the Code's values, or refused with every fault and its place."""
