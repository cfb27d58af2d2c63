"""The views: each parses, calls an action or a query, and draws; none decides what may be known."""
