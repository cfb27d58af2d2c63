-- What is somebody's own, and what is only open to them by break-glass. Whoever opened a journey reads it
-- and records what they do; what would outlast the opening, or change what others did, is not theirs:
-- who holds it, how it ends, enhanced rights, and entries of others.

CREATE FUNCTION journeys_is_theirs(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM journeys_journey AS j WHERE j.journey_id = asked_for AND (
            j.unit_id = ANY (journeys_units())
            OR j.officer_id = acting_officer()
            OR (j.charged_on IS NOT NULL AND j.unit_id = ANY (journeys_units_charged()))
            OR (acting_provider() IS NOT NULL AND journeys_referred(j.journey_id))
        )
    )
$$;

CREATE FUNCTION journeys_investigation_is_theirs(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM journeys_investigation AS i WHERE i.investigation_id = asked_for AND (
            i.unit_id = ANY (journeys_units())
            OR i.officer_id = acting_officer()
            OR (i.charged_on IS NOT NULL AND i.unit_id = ANY (journeys_units_charged()))
        )
    )
$$;

-- Whether whoever acts may correct an entry or take it back: by break-glass their own, and a provider what
-- it recorded of its own referrals.
CREATE FUNCTION journeys_may_replace(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM journeys_touchpoint AS t WHERE t.touchpoint_id = asked_for AND CASE
            WHEN acting_provider() IS NOT NULL THEN
                t.kind IN ('referral.accepted', 'referral.closed')
                AND ledger.touchpoint_detail(t.detail, 'provider') = acting_provider()
            ELSE t.appended_by = acting_staff() OR journeys_is_theirs(t.journey_id)
        END
    )
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
    AND (kind <> 'enhanced.decided' OR journeys_is_theirs(journey_id))
);

CREATE OR REPLACE FUNCTION journeys_assign(
    asked_for text, to_unit text, to_officer text, to_supervisor text, today date
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM journeys_refuse_unless(
        acting_role() = 'supervisor' AND journeys_investigation_is_theirs(asked_for));
    UPDATE journeys_investigation
    SET unit_id = to_unit, officer_id = to_officer, supervisor_id = to_supervisor
    WHERE investigation_id = asked_for;
    PERFORM journeys_refresh_all(asked_for, today);
END $$;

CREATE OR REPLACE FUNCTION journeys_close(
    asked_for text, with_outcome text, on_day date, today date
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM journeys_refuse_unless(
        acting_role() IN ('officer', 'supervisor')
        AND journeys_investigation_is_theirs(asked_for));
    UPDATE journeys_investigation SET outcome = with_outcome, closed_on = on_day
    WHERE investigation_id = asked_for;
    PERFORM journeys_refresh_all(asked_for, today);
END $$;

CREATE OR REPLACE FUNCTION journeys_enhance(
    asked_for text, from_day date, basis text[], today date
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM journeys_refuse_unless(
        acting_role() IN ('officer', 'supervisor', 'victim_services', 'witness_care')
        AND journeys_is_theirs(asked_for));
    UPDATE journeys_journey SET enhanced_on = from_day, enhanced_basis = basis
    WHERE journey_id = asked_for;
    PERFORM journeys_make_obligations(asked_for, today);
END $$;

REVOKE ALL ON FUNCTION journeys_is_theirs(text), journeys_investigation_is_theirs(text),
    journeys_may_replace(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journeys_is_theirs(text), journeys_investigation_is_theirs(text),
    journeys_may_replace(text) TO touchpoint_web;
