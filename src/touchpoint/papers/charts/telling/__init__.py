"""Alternative texts: what a chart shows, in sentences for whoever does not see it."""
