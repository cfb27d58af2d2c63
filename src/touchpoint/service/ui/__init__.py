"""The shell of every page and the parts it is made of; no subject of its own."""
