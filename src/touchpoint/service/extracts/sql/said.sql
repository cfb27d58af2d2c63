-- What loads have said where people decided otherwise, for the owner alone. It is held against
-- journeys_change, which the database dates by the same clock.
ALTER TABLE extracts_said ENABLE ROW LEVEL SECURITY,
    ALTER COLUMN at SET DEFAULT clock_timestamp();
