-- Whose journeys a support provider sees: those of which somebody else sent it the referral, as long as
-- that stands. What it records itself opens nothing, nor does a referral that was not made.

CREATE OR REPLACE FUNCTION journeys_of_provider() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT t.journey_id FROM journeys_touchpoint AS t
    WHERE t.kind = 'referral.sent' AND coalesce(t.result, '') IN ('', 'done', 'accepted')
      AND ledger.touchpoint_detail(t.detail, 'provider') = acting_provider()
      AND NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)
$$;

CREATE OR REPLACE FUNCTION journeys_referred(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM journeys_touchpoint AS t
        WHERE t.journey_id = asked_for
          AND t.kind = 'referral.sent' AND coalesce(t.result, '') IN ('', 'done', 'accepted')
          AND ledger.touchpoint_detail(t.detail, 'provider') = acting_provider()
          AND NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)
    )
$$;

-- Whether nothing replaces a touchpoint. A provider may not see what does, which says why.
CREATE FUNCTION journeys_counts(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = asked_for)
$$;
REVOKE ALL ON FUNCTION journeys_counts(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journeys_counts(text) TO touchpoint_web;

DROP POLICY seen ON journeys_touchpoint;
CREATE POLICY seen ON journeys_touchpoint FOR SELECT TO touchpoint_web USING (
    EXISTS (SELECT FROM journeys_journey AS j WHERE j.journey_id = journeys_touchpoint.journey_id)
    AND (
        (SELECT acting_provider()) IS NULL
        OR (
            (kind LIKE 'referral.%' OR kind = 'touchpoint.withdrawn')
            AND ledger.touchpoint_detail(detail, 'provider') = (SELECT acting_provider())
            AND journeys_counts(touchpoint_id)
        )
    )
);
