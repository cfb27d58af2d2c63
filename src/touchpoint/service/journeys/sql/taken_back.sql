-- What was taken back with the load that brought it, and stays because touchpoints stand on it that
-- are withdrawn. To the ledger, and so to every verdict, figure, paper and load, it is gone; whoever
-- may see it can still read it. Only loading says so or takes it back, as the owner.

ALTER TABLE journeys_investigation ADD COLUMN taken_back_at timestamptz;
ALTER TABLE journeys_journey ADD COLUMN taken_back_at timestamptz;
-- Until it is known that hardly anything is, the planner takes everything for taken back.
ANALYZE journeys_investigation (taken_back_at);
ANALYZE journeys_journey (taken_back_at);

CREATE OR REPLACE VIEW ledger.investigations WITH (security_invoker = true) AS
SELECT investigation_id, reference, offence_code, offence_group, marks, victim_based,
    reported_at AT TIME ZONE 'UTC' AS reported_at, reported_on,
    recorded_at AT TIME ZONE 'UTC' AS recorded_at, pathway, unit_id, officer_id, supervisor_id,
    outcome, closed_on
FROM journeys_investigation WHERE taken_back_at IS NULL;

CREATE OR REPLACE VIEW ledger.journeys WITH (security_invoker = true) AS
SELECT journey_id, investigation_id, person_id, role, age, sex, ethnicity, disability, language,
    enhanced_on, enhanced_basis
FROM journeys_journey WHERE taken_back_at IS NULL;

-- That it was taken back, and that it lives again, is written down like any other change.
DROP TRIGGER changes ON journeys_journey;
CREATE TRIGGER changes AFTER UPDATE OF person_id, role, age, sex, ethnicity, disability, language,
    enhanced_on, enhanced_basis, taken_back_at ON journeys_journey
    FOR EACH ROW EXECUTE FUNCTION journeys_write_change('journey', 'journey_id');

-- Nobody records anything on it: whoever had its page open while it was taken back is told.
CREATE FUNCTION journeys_refuse_taken_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM journeys_journey AS j
        WHERE j.journey_id = NEW.journey_id AND j.taken_back_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'This journey was taken back with the load that brought it.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION journeys_refuse_taken_back() FROM PUBLIC;
-- Its name comes before that of the trigger `chain`, which fills in the hash.
CREATE TRIGGER alive BEFORE INSERT ON journeys_touchpoint
    FOR EACH ROW WHEN (NEW.hash IS NULL) EXECUTE FUNCTION journeys_refuse_taken_back();
