-- Which functions the web role may call. Every other is the owner's alone.

DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN
        SELECT p.oid::regprocedure FROM pg_proc AS p
        WHERE p.pronamespace IN ('public'::regnamespace, 'personal'::regnamespace)
          AND (p.proname LIKE 'journeys\_%' OR p.pronamespace = 'personal'::regnamespace)
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
    END LOOP;
    -- Temporary objects would let the web role make functions of its own.
    IF pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()),
        'USAGE')
    THEN
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
        EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), current_user);
    END IF;
END $$;

GRANT EXECUTE ON FUNCTION
    journeys_units(), journeys_units_charged(), journeys_opened_investigations(),
    journeys_whole_force(), journeys_referred(text), journeys_of_provider(),
    journeys_looked_with_reason(text), journeys_may_see(text), journeys_may_see_identity(text),
    journeys_may_see_investigation(text), journeys_hold(text), journeys_refresh(text, date),
    journeys_warm(),
    journeys_assign(text, text, text, text, date), journeys_close(text, text, date, date),
    journeys_enhance(text, date, text[], date), journeys_referenced(text, integer),
    personal.found(text, date, text, text, text, integer)
TO touchpoint_web;
