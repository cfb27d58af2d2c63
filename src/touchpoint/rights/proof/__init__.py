"""Why a verdict is what it is: the proof of one duty on one journey, step by step."""
