"""The service: the same journeys, duties and figures in a browser, for those who may see them."""
