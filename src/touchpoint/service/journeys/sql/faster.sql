-- What keeps pages quick at a million journeys.

-- A supervisor's daily check reads the open crimes of a unit, the latest first.
CREATE INDEX journeys_investigation_open ON journeys_investigation
    (reported_on DESC, investigation_id, unit_id) WHERE closed_on IS NULL AND victim_based;

-- Nothing asks for these: a list of work shows what was closed lately as well.
DROP INDEX IF EXISTS journeys_obligation_officer_live, journeys_obligation_unit_live;

-- Plans of what is dear to plan are made once for a connection: whoever opens one asks this first.
CREATE OR REPLACE FUNCTION journeys_warm() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM ledger.obligations_of_journey('');
    PERFORM journeys_make_obligations('', CURRENT_DATE);
END $$;

-- Postgres reads the expression of an index once for a connection, as whoever asks first, and sees
-- through a function only for whoever may call it: without this, once the web role had read a name,
-- that connection never found the index of names again and searches read every name there is.
GRANT EXECUTE ON FUNCTION personal.plain_name(text), personal.plain_postcode(text),
    personal.plain_phone(text), personal.plain_email(text) TO touchpoint_web;
