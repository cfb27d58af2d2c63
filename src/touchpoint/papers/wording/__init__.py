"""How a paper says things: periods, values, and one sentence for every finding of a claim."""
