-- What may be changed of an investigation or a journey. The web role has no right to update any
-- table; these check the person who acts, write the change and make the obligations again.

CREATE FUNCTION journeys_may_see_investigation(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM journeys_investigation AS i WHERE i.investigation_id = asked_for AND (
            i.unit_id = ANY (journeys_units())
            OR i.officer_id = acting_officer()
            OR (i.charged_on IS NOT NULL AND i.unit_id = ANY (journeys_units_charged()))
            OR i.investigation_id = ANY (journeys_opened_investigations())
        )
    )
$$;

CREATE FUNCTION journeys_refuse_unless(allowed boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF session_user = 'touchpoint_web' AND allowed IS NOT TRUE THEN
        RAISE EXCEPTION 'This may not be changed by the person who acts.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

CREATE FUNCTION journeys_assign(
    asked_for text, to_unit text, to_officer text, to_supervisor text, today date
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM journeys_refuse_unless(
        acting_role() = 'supervisor' AND journeys_may_see_investigation(asked_for));
    UPDATE journeys_investigation
    SET unit_id = to_unit, officer_id = to_officer, supervisor_id = to_supervisor
    WHERE investigation_id = asked_for;
    PERFORM journeys_refresh_all(asked_for, today);
END $$;

CREATE FUNCTION journeys_close(asked_for text, with_outcome text, on_day date, today date)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM journeys_refuse_unless(
        acting_role() IN ('officer', 'supervisor') AND journeys_may_see_investigation(asked_for));
    UPDATE journeys_investigation SET outcome = with_outcome, closed_on = on_day
    WHERE investigation_id = asked_for;
    PERFORM journeys_refresh_all(asked_for, today);
END $$;

CREATE FUNCTION journeys_enhance(asked_for text, from_day date, basis text[], today date)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM journeys_refuse_unless(
        acting_role() IN ('officer', 'supervisor', 'victim_services', 'witness_care')
        AND journeys_may_see(asked_for));
    UPDATE journeys_journey SET enhanced_on = from_day, enhanced_basis = basis
    WHERE journey_id = asked_for;
    PERFORM journeys_make_obligations(asked_for, today);
END $$;
