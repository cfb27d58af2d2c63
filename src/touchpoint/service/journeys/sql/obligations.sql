-- The cache of what is owed, made again for one journey from the compiled verdicts.

-- For the owner and for functions that have checked the person who acts already.
CREATE FUNCTION journeys_make_obligations(asked_for text, today date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET jit = off AS $$
BEGIN
    PERFORM set_config('touchpoint.as_at', today::text, true);
    WITH fresh AS MATERIALIZED (
        SELECT o.journey_id, o.duty_id, o.edition, o.occurrence, o.triggered_on, o.due_on,
            o.done_on,
            CASE WHEN o.state IN ('waiting', 'missed') THEN 'open' ELSE o.state END AS state,
            o.basis, o.evidence, o.reason, j.investigation_id, i.reference, i.unit_id,
            i.officer_id, i.supervisor_id, i.reported_on, i.closed_on, i.charged_on, i.marks,
            j.enhanced_on IS NOT NULL AS enhanced
        FROM journeys_journey AS j
        JOIN journeys_investigation AS i ON i.investigation_id = j.investigation_id
        CROSS JOIN LATERAL ledger.obligations_of_journey(j.journey_id) AS o
        WHERE j.journey_id = asked_for
    ), gone AS (
        DELETE FROM journeys_obligation AS old
        WHERE old.journey_id = asked_for AND NOT EXISTS (
            SELECT FROM fresh AS f WHERE (f.journey_id, f.duty_id, f.edition, f.occurrence)
                = (old.journey_id, old.duty_id, old.edition, old.occurrence)
        )
    ), other AS (
        -- Most appends change a row or two: the rest is not to be written again.
        SELECT * FROM fresh
        EXCEPT
        SELECT journey_id, duty_id, edition, occurrence, triggered_on, due_on, done_on, state, basis,
        evidence, reason, investigation_id, reference, unit_id, officer_id, supervisor_id,
        reported_on, closed_on, charged_on, marks, enhanced
        FROM journeys_obligation WHERE journey_id = asked_for
    )
    INSERT INTO journeys_obligation (
        journey_id, duty_id, edition, occurrence, triggered_on, due_on, done_on, state, basis,
        evidence, reason, investigation_id, reference, unit_id, officer_id, supervisor_id,
        reported_on, closed_on, charged_on, marks, enhanced
    )
    SELECT * FROM other
    ON CONFLICT (journey_id, duty_id, edition, occurrence) DO UPDATE SET
        triggered_on = excluded.triggered_on, due_on = excluded.due_on,
        done_on = excluded.done_on, state = excluded.state, basis = excluded.basis,
        evidence = excluded.evidence, reason = excluded.reason,
        investigation_id = excluded.investigation_id, reference = excluded.reference,
        unit_id = excluded.unit_id, officer_id = excluded.officer_id,
        supervisor_id = excluded.supervisor_id, reported_on = excluded.reported_on,
        closed_on = excluded.closed_on, charged_on = excluded.charged_on,
        marks = excluded.marks, enhanced = excluded.enhanced;
    PERFORM journeys_set_waking(asked_for, today);
END $$;

-- For whoever acts: a journey that this person may see.
CREATE FUNCTION journeys_refresh(asked_for text, today date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF session_user = 'touchpoint_web' AND NOT journeys_may_see(asked_for) THEN
        RAISE EXCEPTION 'There is no such journey.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM journeys_make_obligations(asked_for, today);
END $$;

-- Every journey of an investigation.
CREATE FUNCTION journeys_refresh_all(asked_for text, today date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one text;
BEGIN
    FOR one IN SELECT j.journey_id FROM journeys_journey AS j
        WHERE j.investigation_id = asked_for ORDER BY j.journey_id
    LOOP
        PERFORM journeys_make_obligations(one, today);
    END LOOP;
END $$;

-- The first day after today on which something that is recorded already comes to count.
CREATE FUNCTION journeys_set_waking(asked_for text, today date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wakes date;
BEGIN
    SELECT min(day) INTO wakes FROM (
        SELECT t.happened_on AS day FROM journeys_touchpoint AS t WHERE t.journey_id = asked_for
        UNION ALL
        SELECT t.received_on FROM journeys_touchpoint AS t WHERE t.journey_id = asked_for
        UNION ALL
        SELECT unnest(ARRAY[i.reported_on, i.closed_on]) FROM journeys_journey AS j
        JOIN journeys_investigation AS i ON i.investigation_id = j.investigation_id
        WHERE j.journey_id = asked_for
    ) AS days WHERE day > today;
    IF wakes IS NULL THEN
        DELETE FROM journeys_waking WHERE journey_id = asked_for;
    ELSE
        INSERT INTO journeys_waking (journey_id, wakes_on) VALUES (asked_for, wakes)
        ON CONFLICT (journey_id) DO UPDATE SET wakes_on = excluded.wakes_on;
    END IF;
END $$;

-- The plan of so large a query is made once for a connection: whoever opens one asks this first.
CREATE FUNCTION journeys_warm() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM journeys_make_obligations('', CURRENT_DATE);
END $$;
