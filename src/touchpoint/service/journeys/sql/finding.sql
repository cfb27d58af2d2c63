-- Search by reference, name, birthday, postcode, phone or email: whatever is given must fit, and the
-- latest come first, before any are left out. Row-level security would have Postgres read every row
-- before a prefix is looked for, so this looks first, as the owner, and shows of what it finds only
-- what the person who acts may see. What was taken back with the load that brought it is not found.

DROP FUNCTION personal.found(text, date, text, text, text, integer);
DROP FUNCTION journeys_referenced(text, integer);

-- By which the latest of many are found without sorting all of them.
CREATE INDEX journeys_investigation_reported ON journeys_investigation (reported_on DESC);

-- By the reference that people quote, whole or from its beginning, in any case.
CREATE FUNCTION journeys_found_by_reference(reference text, most integer) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    capitals text := upper(journeys_found_by_reference.reference COLLATE "C");
    units text[] := journeys_units();
    charged text[] := journeys_units_charged();
    opened text[] := acting_opened();
    officer text := acting_officer();
BEGIN
    IF capitals = '' OR acting_provider() IS NOT NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT j.journey_id FROM journeys_investigation AS i
    JOIN journeys_journey AS j ON j.investigation_id = i.investigation_id
    WHERE j.taken_back_at IS NULL
      AND upper(i.reference) >= capitals
      AND upper(i.reference) < capitals || chr(1114111)
      AND (
            j.unit_id = ANY (units) OR j.officer_id = officer
            OR (j.charged_on IS NOT NULL AND j.unit_id = ANY (charged))
            OR j.journey_id = ANY (opened))
    ORDER BY i.reported_on DESC, j.journey_id
    LIMIT most;
END $$;

-- By who somebody is, and by the reference as well where one is given. A name is looked for only
-- among names that the person who acts may see.
CREATE FUNCTION personal.found(
    reference text, family_name text, born_on date, postcode text, phone text, email text,
    most integer
) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    from_reference text := upper(found.reference COLLATE "C");
    from_name text := personal.plain_name(found.family_name);
    from_postcode text := personal.plain_postcode(found.postcode);
    to_phone text := personal.plain_phone(found.phone);
    to_email text := personal.plain_email(found.email);
    to_day date := found.born_on;
    actor text := acting_role();
    units text[] := journeys_units();
    charged text[] := journeys_units_charged();
    opened text[] := acting_opened();
    officer text := acting_officer();
    many CONSTANT integer := 10000;
    called text[];
    -- Those of an auditor's own looks or of a provider's referrals, which are few: whatever else is
    -- asked of a journey is asked of these alone.
    among text[] := CASE acting_role()
        WHEN 'auditor' THEN ARRAY(
            SELECT DISTINCT l.journey_id FROM journeys_look AS l WHERE l.staff_id = acting_staff())
        WHEN 'provider' THEN ARRAY(SELECT journeys_of_provider())
    END;
BEGIN
    -- What is nothing in its plain form would fit everybody, or everybody of whom it is not known.
    IF actor IS NULL OR num_nonnulls(from_name, to_day, from_postcode, to_phone, to_email) = 0
        OR '' IN (from_reference, from_name, from_postcode, to_phone, to_email)
        OR actor NOT IN ('officer', 'supervisor', 'victim_services', 'witness_care', 'auditor',
            'provider')
        OR (actor = 'provider' AND from_reference IS NOT NULL)
    THEN
        RETURN;
    END IF;
    -- First whoever is called so, by an index; then which of them may be seen, and which of these
    -- are the latest. Nothing is known of how common a name is, and Postgres would walk through
    -- every journey to find the first few.
    called := ARRAY(
        SELECT i.journey_id FROM personal.identity AS i
        WHERE (from_name IS NULL OR (
                personal.plain_name(i.family_name) >= from_name
                AND personal.plain_name(i.family_name) < from_name || chr(1114111)))
          AND (to_day IS NULL OR i.born_on = to_day)
          AND (from_postcode IS NULL OR (
                personal.plain_postcode(i.postcode) >= from_postcode
                AND personal.plain_postcode(i.postcode) < from_postcode || chr(1114111)))
          AND (to_phone IS NULL OR personal.plain_phone(i.phone) = to_phone)
          AND (to_email IS NULL OR personal.plain_email(i.email) = to_email)
        LIMIT many + 1
    );
    -- Of very many the latest are found sooner from the latest crime backwards, or by the
    -- reference: who it is is asked of one journey after another, until there are enough.
    RETURN QUERY
    SELECT j.journey_id
    FROM journeys_investigation AS i
    JOIN journeys_journey AS j ON j.investigation_id = i.investigation_id
    WHERE j.taken_back_at IS NULL
      AND (cardinality(called) > many OR j.journey_id = ANY (called))
      AND (from_reference IS NULL OR (
            upper(i.reference) >= from_reference
            AND upper(i.reference) < from_reference || chr(1114111)))
      AND (
            j.unit_id = ANY (units) OR j.officer_id = officer
            OR (j.charged_on IS NOT NULL AND j.unit_id = ANY (charged))
            OR j.journey_id = ANY (opened) OR actor = 'provider')
      AND (among IS NULL OR j.journey_id = ANY (among))
      AND (actor <> 'auditor' OR journeys_looked_with_reason(j.journey_id))
      AND (cardinality(called) <= many OR (
            SELECT count(*) > 0 FROM personal.identity AS p
            WHERE p.journey_id = j.journey_id
              AND (from_name IS NULL OR (
                    personal.plain_name(p.family_name) >= from_name
                    AND personal.plain_name(p.family_name) < from_name || chr(1114111)))
              AND (to_day IS NULL OR p.born_on = to_day)
              AND (from_postcode IS NULL OR (
                    personal.plain_postcode(p.postcode) >= from_postcode
                    AND personal.plain_postcode(p.postcode) < from_postcode || chr(1114111)))
              AND (to_phone IS NULL OR personal.plain_phone(p.phone) = to_phone)
              AND (to_email IS NULL OR personal.plain_email(p.email) = to_email)))
    ORDER BY i.reported_on DESC, j.journey_id
    LIMIT most;
END $$;

REVOKE ALL ON FUNCTION journeys_found_by_reference(text, integer),
    personal.found(text, text, date, text, text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journeys_found_by_reference(text, integer),
    personal.found(text, text, date, text, text, text, integer) TO touchpoint_web;
