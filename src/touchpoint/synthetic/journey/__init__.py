"""What happens on each victim's journey from the report to the closing, kept in a diary."""
