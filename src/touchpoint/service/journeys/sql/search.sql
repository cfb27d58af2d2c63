-- As it was before finding.sql, which drops both of these, for the migrations that come before it.
-- Search by name, birthday, postcode, phone, email or crime reference. Row-level security would
-- have Postgres read every row before a prefix is looked for, so these look first, as the owner,
-- and show of what they find only what the person who acts may see.

CREATE OR REPLACE FUNCTION personal.found(
    family_name text, born_on date, postcode text, phone text, email text, most integer
) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
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
BEGIN
    IF actor IS NULL OR num_nonnulls(from_name, to_day, from_postcode, to_phone, to_email) = 0
        OR actor NOT IN ('officer', 'supervisor', 'victim_services', 'witness_care', 'auditor',
            'provider')
    THEN
        RETURN;
    END IF;
    RETURN QUERY
    -- First whoever is called so, by an index; then which of them may be seen. Nothing is known of
    -- how common a name is, and Postgres would walk through every journey to find the first few.
    WITH called AS MATERIALIZED (
        SELECT DISTINCT i.journey_id FROM personal.identity AS i
        WHERE (from_name IS NULL OR (
                personal.plain_name(i.family_name) >= from_name
                AND personal.plain_name(i.family_name) < from_name || chr(1114111)))
          AND (to_day IS NULL OR i.born_on = to_day)
          AND (from_postcode IS NULL OR (
                personal.plain_postcode(i.postcode) >= from_postcode
                AND personal.plain_postcode(i.postcode) < from_postcode || chr(1114111)))
          AND (to_phone IS NULL OR personal.plain_phone(i.phone) = to_phone)
          AND (to_email IS NULL OR personal.plain_email(i.email) = to_email)
    )
    SELECT j.journey_id FROM called
    JOIN journeys_journey AS j ON j.journey_id = called.journey_id
    WHERE (
            j.unit_id = ANY (units) OR j.officer_id = officer
            OR (j.charged_on IS NOT NULL AND j.unit_id = ANY (charged))
            OR j.journey_id = ANY (opened)
            OR (actor = 'provider' AND journeys_referred(j.journey_id)))
      AND (actor <> 'auditor' OR journeys_looked_with_reason(j.journey_id))
    LIMIT most;
END $$;

-- By the reference that people quote, whole or from its beginning, in any case.
CREATE OR REPLACE FUNCTION journeys_referenced(reference text, most integer) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    capitals text := upper(journeys_referenced.reference COLLATE "C");
BEGIN
    RETURN QUERY
    SELECT j.journey_id FROM journeys_investigation AS i
    JOIN journeys_journey AS j ON j.investigation_id = i.investigation_id
    WHERE length(capitals) > 0
      AND upper(i.reference) >= capitals
      AND upper(i.reference) < capitals || chr(1114111)
      AND acting_provider() IS NULL
      AND journeys_may_see(j.journey_id)
    ORDER BY upper(i.reference), j.journey_id
    LIMIT most;
END $$;
