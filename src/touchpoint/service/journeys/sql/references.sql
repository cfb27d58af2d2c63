-- References are typed in any case, and found so: by one index of their capitals, a to z (other
-- letters are as the column's collation leaves them: as they are).

DROP INDEX journeys_investigation_reference;
CREATE INDEX journeys_investigation_reference ON journeys_investigation (upper(reference));

-- The journeys that a break-glass would open: by the id of one, or by the reference of a crime.
CREATE OR REPLACE FUNCTION journeys_to_open(asked_for text)
RETURNS TABLE (journey_id text, unit_id text, supervisor_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH asked AS (
        SELECT j.journey_id, j.investigation_id FROM journeys_journey AS j
        WHERE j.journey_id = asked_for
        UNION
        SELECT j.journey_id, j.investigation_id FROM journeys_investigation AS i
        JOIN journeys_journey AS j ON j.investigation_id = i.investigation_id
        WHERE upper(i.reference) = upper(asked_for COLLATE "C")
    )
    SELECT asked.journey_id, i.unit_id, i.supervisor_id
    FROM asked JOIN journeys_investigation AS i ON i.investigation_id = asked.investigation_id
    WHERE acting_role() IN ('officer', 'supervisor', 'victim_services', 'witness_care')
    ORDER BY asked.journey_id
$$;
