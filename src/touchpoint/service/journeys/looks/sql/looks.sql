-- Who looked at which journey, when, how and why. Rows are added and never changed; each has a hash
-- of its own, and a register seals them in the order of their commits, so that nothing can be
-- changed, removed or put in between without being seen (looks/chain.py).

CREATE TABLE journeys_look (
    look_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    staff_id bigint NOT NULL,
    role text NOT NULL,
    journey_id text COLLATE "C" NOT NULL,
    how text NOT NULL CHECK (how IN ('page', 'print', 'api', 'break_glass')),
    reason text CHECK (reason <> ''),
    hash bytea NOT NULL
);
CREATE INDEX journeys_look_journey ON journeys_look (journey_id, look_id);
CREATE INDEX journeys_look_staff ON journeys_look (staff_id, journey_id, at);

CREATE TABLE journeys_look_register (
    entry bigint PRIMARY KEY,
    look_id bigint NOT NULL,
    hash bytea NOT NULL,
    seal bytea NOT NULL
);

CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journeys_look
    FOR EACH STATEMENT EXECUTE FUNCTION journeys_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journeys_look_register
    FOR EACH STATEMENT EXECUTE FUNCTION journeys_only_grows();

CREATE FUNCTION journeys_look_hash(l journeys_look) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE RETURN
    sha256(convert_to(
        journeys_told((l).look_id) || journeys_told((l).at) || journeys_told((l).staff_id)
        || journeys_told((l).role) || journeys_told((l).journey_id) || journeys_told((l).how)
        || journeys_told((l).reason), 'UTF8'));

CREATE FUNCTION journeys_look_seal(before bytea, entry bigint, look_id bigint, hash bytea)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE RETURN
    sha256(before || convert_to(journeys_told(entry) || journeys_told(look_id), 'UTF8') || hash);

-- Who looked and when is what the database knows, not what it is told.
CREATE FUNCTION journeys_look_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF acting_staff() IS NULL THEN
        RAISE EXCEPTION 'Nobody acts, so nobody can have looked.' USING ERRCODE = 'check_violation';
    END IF;
    NEW.at := clock_timestamp();
    NEW.staff_id := acting_staff();
    NEW.role := acting_role();
    NEW.hash := journeys_look_hash(NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER made BEFORE INSERT ON journeys_look
    FOR EACH ROW EXECUTE FUNCTION journeys_look_made();

-- At the commit, one after another: no page waits for another but for that moment.
CREATE FUNCTION journeys_look_enter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('the register of looks', 0));
    SELECT entry, seal INTO last FROM journeys_look_register ORDER BY entry DESC LIMIT 1;
    INSERT INTO journeys_look_register (entry, look_id, hash, seal) VALUES (
        coalesce(last.entry, 0) + 1, NEW.look_id, NEW.hash,
        journeys_look_seal(
            coalesce(last.seal, decode(repeat('00', 32), 'hex')),
            coalesce(last.entry, 0) + 1, NEW.look_id, NEW.hash
        )
    );
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enter AFTER INSERT ON journeys_look
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journeys_look_enter();

-- A stated reason holds for a shift. Auditors see names only for as long as theirs does.
CREATE OR REPLACE FUNCTION journeys_looked_with_reason(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM journeys_look AS l
        WHERE l.staff_id = acting_staff() AND l.journey_id = asked_for
          AND l.reason IS NOT NULL AND l.at > now() - interval '8 hours'
    )
$$;

-- The journeys that a break-glass would open: by the id of one, or by the reference of a crime.
CREATE FUNCTION journeys_to_open(asked_for text)
RETURNS TABLE (journey_id text, unit_id text, supervisor_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT j.journey_id, i.unit_id, i.supervisor_id
    FROM journeys_journey AS j
    JOIN journeys_investigation AS i ON i.investigation_id = j.investigation_id
    WHERE (j.journey_id = asked_for OR i.reference = asked_for)
      AND acting_role() IN ('officer', 'supervisor', 'victim_services', 'witness_care')
    ORDER BY j.journey_id
$$;

ALTER TABLE journeys_look ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_look_register ENABLE ROW LEVEL SECURITY;

-- One's own looks, and those at journeys that one watches over.
CREATE POLICY seen ON journeys_look FOR SELECT TO touchpoint_web USING (
    staff_id = (SELECT acting_staff())
    OR ((SELECT acting_role()) IN ('supervisor', 'auditor') AND journeys_may_see(journey_id))
);
CREATE POLICY own ON journeys_look FOR INSERT TO touchpoint_web
    WITH CHECK (staff_id = (SELECT acting_staff()) AND journeys_may_see(journey_id));

GRANT SELECT ON journeys_look TO touchpoint_web;
GRANT INSERT (journey_id, how, reason) ON journeys_look TO touchpoint_web;
REVOKE ALL ON FUNCTION journeys_to_open(text), journeys_looked_with_reason(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journeys_to_open(text), journeys_looked_with_reason(text)
    TO touchpoint_web;
REVOKE ALL ON FUNCTION journeys_look_hash(journeys_look),
    journeys_look_seal(bytea, bigint, bigint, bytea), journeys_look_made(), journeys_look_enter()
    FROM PUBLIC;
