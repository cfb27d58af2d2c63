"""A force that does not exist, for whoever tries the service: its journeys, people and sign-ins."""
