-- Touchpoints only grow, and each is chained to the one before it on its journey.

CREATE FUNCTION journeys_only_grows() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% only grows: its rows are never changed or removed. A correction is a new row that names the one it replaces.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journeys_touchpoint
    FOR EACH STATEMENT EXECUTE FUNCTION journeys_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journeys_register
    FOR EACH STATEMENT EXECUTE FUNCTION journeys_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journeys_change
    FOR EACH STATEMENT EXECUTE FUNCTION journeys_only_grows();

-- One value of the text that is hashed: a dash for nothing, else its length in bytes and itself.
CREATE FUNCTION journeys_told(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce(octet_length(value)::text || ':' || value, '-') || ',';

CREATE FUNCTION journeys_told(value timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce((extract(epoch FROM value AT TIME ZONE 'UTC') * 1000000)::bigint::text, '-') || ',';

CREATE FUNCTION journeys_told(value date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce((value - DATE '1970-01-01')::text, '-') || ',';

CREATE FUNCTION journeys_told(value bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce(value::text, '-') || ',';

-- The text of a touchpoint that its hash is made of (chain.py says the same in DuckDB).
CREATE FUNCTION journeys_canonical(t journeys_touchpoint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    journeys_told((t).touchpoint_id) || journeys_told((t).journey_id) || journeys_told((t).kind)
    || journeys_told((t).happened_at) || journeys_told((t).happened_on)
    || journeys_told((t).received_on) || journeys_told((t).recorded_at)
    || journeys_told((t).result) || journeys_told((t).about) || journeys_told((t).channel)
    || journeys_told((t).staff_id) || journeys_told((t).source) || journeys_told((t).source_ref)
    || journeys_told((t).replaces) || journeys_told((t).detail)
    || journeys_told((t).number::bigint) || journeys_told((t).appended_at)
    || journeys_told((t).appended_by) || journeys_told((t).request);

-- Stable, as convert_to is: else Postgres would not see through them, and verify would take minutes.
CREATE FUNCTION journeys_hash(t journeys_touchpoint) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE RETURN
    sha256((t).previous || convert_to(journeys_canonical(t), 'UTF8'));

CREATE FUNCTION journeys_seal(before bytea, entry bigint, journey_id text, number integer, hash bytea)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE RETURN
    sha256(before || convert_to(
        journeys_told(entry) || journeys_told(journey_id) || journeys_told(number::bigint), 'UTF8'
    ) || hash);

-- Nobody else appends to a journey until the transaction ends.
CREATE FUNCTION journeys_hold(journey_id text) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('journey ' || journey_id, 0))
$$;

-- Gives a touchpoint its place, and refuses what no touchpoint of a journey may be.
CREATE FUNCTION journeys_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before record;
BEGIN
    PERFORM journeys_hold(NEW.journey_id);
    IF NEW.replaces IS NOT NULL AND NOT EXISTS (
        SELECT FROM journeys_touchpoint AS named
        WHERE named.touchpoint_id = NEW.replaces AND named.journey_id = NEW.journey_id
    ) THEN
        RAISE EXCEPTION 'A correction names a touchpoint of the same journey.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journeys_replaces_known';
    END IF;
    IF NEW.replaces IS NOT NULL AND EXISTS (
        SELECT FROM journeys_touchpoint AS other WHERE other.replaces = NEW.replaces
    ) THEN
        RAISE EXCEPTION 'That touchpoint has been corrected already: correct the correction.'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'journeys_replaced_once';
    END IF;
    IF NEW.about IS NOT NULL AND NOT EXISTS (
        SELECT FROM journeys_touchpoint AS named
        WHERE named.touchpoint_id = NEW.about AND named.journey_id = NEW.journey_id
    ) THEN
        RAISE EXCEPTION 'A reply names a touchpoint of the same journey.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journeys_about_known';
    END IF;
    SELECT last.number, last.hash INTO before FROM journeys_touchpoint AS last
        WHERE last.journey_id = NEW.journey_id ORDER BY last.number DESC LIMIT 1;
    NEW.number := coalesce(before.number, 0) + 1;
    NEW.previous := coalesce(before.hash, decode(repeat('00', 32), 'hex'));
    NEW.appended_at := clock_timestamp();
    NEW.appended_by := acting_staff();
    NEW.hash := journeys_hash(NEW);
    RETURN NEW;
END $$;

-- A load brings rows with their places and hashes; nobody but the owner may write those columns.
CREATE TRIGGER chain BEFORE INSERT ON journeys_touchpoint
    FOR EACH ROW WHEN (NEW.hash IS NULL) EXECUTE FUNCTION journeys_chain();

-- At the commit, one after another: the register is one chain over the whole service.
CREATE FUNCTION journeys_enter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('the register of journeys', 0));
    SELECT entry, seal INTO last FROM journeys_register ORDER BY entry DESC LIMIT 1;
    INSERT INTO journeys_register (entry, journey_id, number, hash, seal) VALUES (
        coalesce(last.entry, 0) + 1, NEW.journey_id, NEW.number, NEW.hash,
        journeys_seal(
            coalesce(last.seal, decode(repeat('00', 32), 'hex')),
            coalesce(last.entry, 0) + 1, NEW.journey_id, NEW.number, NEW.hash
        )
    );
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER enter AFTER INSERT ON journeys_touchpoint
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.appended_by IS NOT NULL OR NEW.request IS DISTINCT FROM 'load')
    EXECUTE FUNCTION journeys_enter();

-- A journey that anything happened on stays, and so does its investigation (by its foreign key).
CREATE FUNCTION journeys_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM journeys_touchpoint AS t WHERE t.journey_id = OLD.journey_id) THEN
        RAISE EXCEPTION 'A journey with touchpoints is never removed.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER stays BEFORE DELETE ON journeys_journey
    FOR EACH ROW EXECUTE FUNCTION journeys_stays();

-- What changes of an investigation or a journey is written down.
CREATE FUNCTION journeys_write_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    is_now jsonb := to_jsonb(NEW);
    changed text[];
BEGIN
    SELECT array_agg(key) INTO changed FROM jsonb_each(is_now) AS e (key, value)
        WHERE was -> key IS DISTINCT FROM value AND key <> 'charged_on';
    IF changed IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO journeys_change (at, by, about, id_of, before, after)
    SELECT clock_timestamp(), acting_staff(), TG_ARGV[0], is_now ->> TG_ARGV[1],
        jsonb_object_agg(key, was -> key), jsonb_object_agg(key, is_now -> key)
    FROM unnest(changed) AS c (key);
    RETURN NULL;
END $$;
CREATE TRIGGER changes AFTER UPDATE ON journeys_investigation
    FOR EACH ROW EXECUTE FUNCTION journeys_write_change('investigation', 'investigation_id');
CREATE TRIGGER changes AFTER UPDATE OF person_id, role, age, sex, ethnicity, disability, language,
    enhanced_on, enhanced_basis ON journeys_journey
    FOR EACH ROW EXECUTE FUNCTION journeys_write_change('journey', 'journey_id');

-- The copies on journeys follow their investigation.
CREATE FUNCTION journeys_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE journeys_journey SET unit_id = NEW.unit_id, officer_id = NEW.officer_id,
        charged_on = NEW.charged_on
    WHERE investigation_id = NEW.investigation_id;
    RETURN NULL;
END $$;
CREATE TRIGGER follow AFTER UPDATE ON journeys_investigation
    FOR EACH ROW WHEN (
        (OLD.unit_id, OLD.officer_id, OLD.charged_on)
        IS DISTINCT FROM (NEW.unit_id, NEW.officer_id, NEW.charged_on)
    ) EXECUTE FUNCTION journeys_follow();

-- Whether a suspect is charged depends on touchpoints; it decides what the witness care unit sees.
CREATE FUNCTION journeys_note_charges(investigations text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE journeys_investigation AS i SET charged_on = found.charged_on
    FROM (
        SELECT asked.id, (
            SELECT min(t.happened_on) FROM journeys_journey AS j
            JOIN journeys_touchpoint AS t ON t.journey_id = j.journey_id
            WHERE j.investigation_id = asked.id AND t.kind = 'suspect.charged'
              AND NOT EXISTS (
                  SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)
        ) AS charged_on
        FROM unnest(investigations) AS asked (id)
    ) AS found
    WHERE i.investigation_id = found.id AND i.charged_on IS DISTINCT FROM found.charged_on
$$;

CREATE FUNCTION journeys_on_charge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM journeys_note_charges(ARRAY[j.investigation_id])
        FROM journeys_journey AS j WHERE j.journey_id = NEW.journey_id;
    RETURN NULL;
END $$;
CREATE TRIGGER on_charge AFTER INSERT ON journeys_touchpoint
    FOR EACH ROW WHEN (
        (NEW.appended_by IS NOT NULL OR NEW.request IS DISTINCT FROM 'load')
        AND (NEW.kind = 'suspect.charged' OR NEW.replaces IS NOT NULL)
    ) EXECUTE FUNCTION journeys_on_charge();
