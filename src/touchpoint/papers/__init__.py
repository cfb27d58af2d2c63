"""Figures out: charts, and the papers that they stand in. Nothing is handed on from here."""
