-- Which rows of this room the web processes see and write, for whoever acts. What signing in needs
-- is there before anybody acts: the rows of people, found by address, by session or by link.

-- Whether an auditor watches over somebody: one of their units or, where they watch over the whole
-- force, somebody of no unit.
CREATE FUNCTION organisation_audits(asked_for bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT acting_role() = 'auditor' AND EXISTS (
        SELECT FROM organisation_staff AS s
        WHERE s.id = asked_for AND (s.unit_id = ANY (acting_units()) OR (s.unit_id IS NULL AND EXISTS (
            SELECT FROM organisation_staff AS a JOIN organisation_unit AS u ON u.unit_id = a.unit_id
            WHERE a.id = acting_staff() AND u.parent_id IS NULL)))
    )
$$;

-- Openings and notices say of each other for whom they are. These look as the owner, since policies
-- of two tables that ask each other would never end.
CREATE FUNCTION organisation_opened(asked_for bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM organisation_break_glass AS b
        WHERE b.id = asked_for AND b.staff_id = acting_staff())
$$;
CREATE FUNCTION organisation_told(asked_for bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM organisation_notice AS n
        WHERE n.break_glass_id = asked_for AND n.told_id = acting_staff())
$$;
CREATE FUNCTION organisation_audits_opening(asked_for bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM organisation_break_glass AS b
        WHERE b.id = asked_for AND organisation_audits(b.staff_id))
$$;

ALTER TABLE organisation_break_glass ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON organisation_break_glass FOR SELECT TO touchpoint_web USING (
    staff_id = (SELECT acting_staff()) OR organisation_told(id) OR organisation_audits(staff_id)
);
CREATE POLICY own ON organisation_break_glass FOR INSERT TO touchpoint_web WITH CHECK (
    staff_id = (SELECT acting_staff())
    AND (SELECT acting_role()) IN ('officer', 'supervisor', 'victim_services', 'witness_care')
);

ALTER TABLE organisation_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON organisation_notice FOR SELECT TO touchpoint_web USING (
    told_id = (SELECT acting_staff()) OR organisation_opened(break_glass_id)
    OR organisation_audits_opening(break_glass_id)
);
CREATE POLICY of_own ON organisation_notice FOR INSERT TO touchpoint_web WITH CHECK (
    organisation_opened(break_glass_id) AND acknowledged_at IS NULL
);
CREATE POLICY told ON organisation_notice FOR UPDATE TO touchpoint_web USING (
    told_id = (SELECT acting_staff())
);
REVOKE UPDATE ON organisation_notice FROM touchpoint_web;
GRANT UPDATE (acknowledged_at) ON organisation_notice TO touchpoint_web;

-- What was changed is written by whoever changes it: of anybody by an administrator, by everybody
-- else of themselves.
ALTER TABLE organisation_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON organisation_change FOR SELECT TO touchpoint_web USING (
    (SELECT acting_role()) = 'administrator' OR organisation_audits(about)
);
CREATE POLICY own ON organisation_change FOR INSERT TO touchpoint_web WITH CHECK (
    by = (SELECT acting_staff())
    AND (about = by OR (SELECT acting_role()) = 'administrator')
);

ALTER TABLE organisation_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON organisation_token FOR SELECT TO touchpoint_web USING (
    staff_id = (SELECT acting_staff()) OR (SELECT acting_role()) = 'administrator'
);
CREATE POLICY own ON organisation_token FOR INSERT TO touchpoint_web WITH CHECK (
    staff_id = (SELECT acting_staff())
);
CREATE POLICY ended ON organisation_token FOR UPDATE TO touchpoint_web USING (
    staff_id = (SELECT acting_staff()) OR (SELECT acting_role()) = 'administrator'
);
REVOKE UPDATE ON organisation_token FROM touchpoint_web;
GRANT UPDATE (revoked_at) ON organisation_token TO touchpoint_web;

-- Whose a token is that still counts, for whoever holds it: nobody acts until this has answered. It
-- writes down that it was used, now and then.
CREATE FUNCTION organisation_use_token(held bytea, moment timestamptz)
RETURNS TABLE (staff_id bigint, permissions text[])
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE organisation_token AS t SET last_used_at = moment
    WHERE t.hash = held AND t.revoked_at IS NULL AND t.expires_at > moment
      AND (t.last_used_at IS NULL OR moment - t.last_used_at > interval '1 minute');
    SELECT t.staff_id, t.permissions::text[]
    FROM organisation_token AS t JOIN organisation_staff AS s ON s.id = t.staff_id
    WHERE t.hash = held AND t.revoked_at IS NULL AND t.expires_at > moment AND s.is_active
$$;

-- People are found before anybody acts; they are added by administrators. What may be written of one
-- who is there, the trigger says column by column.
ALTER TABLE organisation_staff ENABLE ROW LEVEL SECURITY;
CREATE POLICY found ON organisation_staff FOR SELECT TO touchpoint_web USING (true);
CREATE POLICY added ON organisation_staff FOR INSERT TO touchpoint_web WITH CHECK (
    (SELECT acting_role()) = 'administrator'
);
CREATE POLICY changed ON organisation_staff FOR UPDATE TO touchpoint_web USING (true);

-- Who somebody is, an administrator says, and of somebody else; a password is set by its owner; when
-- somebody came in last is written before anybody acts.
CREATE FUNCTION organisation_staff_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    administers boolean := acting_role() IS NOT DISTINCT FROM 'administrator';
    own boolean := acting_staff() IS NOT DISTINCT FROM OLD.id;
    same_person boolean :=
        (NEW.id, NEW.email, NEW.name, NEW.role, NEW.unit_id, NEW.officer_id, NEW.provider,
            NEW.is_active, NEW.added_at)
        IS NOT DISTINCT FROM
        (OLD.id, OLD.email, OLD.name, OLD.role, OLD.unit_id, OLD.officer_id, OLD.provider,
            OLD.is_active, OLD.added_at);
BEGIN
    -- Row-level security is not for the owner, as whom commands and the worker work.
    IF row_security_active('organisation_staff') AND (
        (NOT same_person AND (own OR NOT administers))
        OR (NEW.sessions_key <> OLD.sessions_key AND NOT (own OR administers))
        OR (NEW.password <> OLD.password AND NOT own)
    ) THEN
        RAISE EXCEPTION 'This may not be changed of a person by whoever acts.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER changed_by_whom BEFORE UPDATE ON organisation_staff
    FOR EACH ROW EXECUTE FUNCTION organisation_staff_guard();

REVOKE ALL ON FUNCTION organisation_audits(bigint), organisation_opened(bigint),
    organisation_told(bigint), organisation_audits_opening(bigint),
    organisation_use_token(bytea, timestamptz), organisation_staff_guard() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_audits(bigint), organisation_opened(bigint),
    organisation_told(bigint), organisation_audits_opening(bigint),
    organisation_use_token(bytea, timestamptz) TO touchpoint_web;
