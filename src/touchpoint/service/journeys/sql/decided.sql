-- What is not decided by break-glass: how a case goes on and ends, and the plans of others. The list is that
-- of NOT_BY_BREAK_GLASS (kinds_of_roles.py); a test holds the two to each other.

CREATE FUNCTION journeys_not_by_break_glass() RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY[
        'disposal.given', 'enhanced.decided', 'investigation.declined', 'investigation.filed', 'plan.set',
        'problem_plan.closed', 'prosecution.considered', 'prosecution.dropped', 'review.decided',
        'risk_plan.closed', 'supervisor.reviewed', 'suspect.charged'
    ]
$$;

DROP POLICY appended ON journeys_touchpoint;
CREATE POLICY appended ON journeys_touchpoint FOR INSERT TO touchpoint_web WITH CHECK (
    EXISTS (SELECT FROM journeys_journey AS j WHERE j.journey_id = journeys_touchpoint.journey_id)
    AND EXISTS (SELECT FROM journeys_kind_of_role AS k WHERE k.kind = journeys_touchpoint.kind)
    AND source = 'touchpoint'
    AND appended_by = (SELECT acting_staff())
    AND (
        (SELECT acting_provider()) IS NULL
        OR ledger.touchpoint_detail(detail, 'provider') = (SELECT acting_provider())
    )
    AND (replaces IS NULL OR journeys_may_replace(replaces))
    AND (kind <> ALL (journeys_not_by_break_glass()) OR journeys_is_theirs(journey_id))
);

REVOKE ALL ON FUNCTION journeys_not_by_break_glass() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journeys_not_by_break_glass() TO touchpoint_web;
