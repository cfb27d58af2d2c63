-- What somebody looked at, the latest first; and who looked in some days, without reading older looks.
CREATE INDEX journeys_look_of_staff ON journeys_look (staff_id, look_id DESC);
CREATE INDEX journeys_look_at ON journeys_look USING brin (at);

-- Whether somebody's looks are for whoever asks to watch over: people of their units, and, where they
-- watch over the whole force, people of no unit as well.
CREATE FUNCTION journeys_watches_over(asked_for bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT acting_role() IN ('supervisor', 'auditor') AND EXISTS (
        SELECT FROM organisation_staff AS s
        WHERE s.id = asked_for
          AND (s.unit_id = ANY (acting_units()) OR (s.unit_id IS NULL AND journeys_whole_force()))
    )
$$;

-- How often the people whom somebody watches over looked. Numbers alone: which journeys, the policy of
-- the table says look by look.
CREATE FUNCTION journeys_lookers(since timestamptz, until timestamptz)
RETURNS TABLE (
    staff_id bigint, looks bigint, journeys bigint, reasons bigint, opened bigint, last_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT l.staff_id, count(*), count(DISTINCT l.journey_id), count(l.reason),
        count(DISTINCT l.journey_id) FILTER (WHERE l.how = 'break_glass'), max(l.at)
    FROM journeys_look AS l
    WHERE l.at >= since AND l.at < until
      AND (SELECT acting_role()) IN ('supervisor', 'auditor')
      AND l.staff_id IN (
        SELECT s.id FROM organisation_staff AS s
        WHERE s.unit_id = ANY ((SELECT acting_units())::text[])
           OR (s.unit_id IS NULL AND (SELECT journeys_whole_force())))
    GROUP BY l.staff_id
$$;

REVOKE ALL ON FUNCTION journeys_watches_over(bigint), journeys_lookers(timestamptz, timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journeys_watches_over(bigint), journeys_lookers(timestamptz, timestamptz)
    TO touchpoint_web;
