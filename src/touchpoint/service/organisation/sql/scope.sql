-- Who acts, and what is in that person's scope. Every policy of row-level security asks these, as
-- (SELECT acting_units()), so that they are worked out once a query. With nobody acting, or with
-- somebody deactivated, they say nothing and every policy shows nothing.

CREATE FUNCTION acting_staff() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT staff.id FROM organisation_staff AS staff
    WHERE staff.id = nullif(current_setting('touchpoint.staff', true), '')::bigint
      AND staff.is_active
$$;

CREATE FUNCTION acting_role() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT staff.role FROM organisation_staff AS staff WHERE staff.id = acting_staff()
$$;

CREATE FUNCTION acting_units() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(above.unit_id), '{}')
    FROM organisation_staff AS staff
    JOIN organisation_unit_above AS above ON above.above_id = staff.unit_id
    WHERE staff.id = acting_staff()
      AND staff.role IN (
          'officer', 'supervisor', 'victim_services', 'witness_care', 'auditor', 'analyst')
$$;

CREATE FUNCTION acting_officer() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT staff.officer_id FROM organisation_staff AS staff
    WHERE staff.id = acting_staff() AND staff.role IN ('officer', 'supervisor')
$$;

CREATE FUNCTION acting_provider() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT staff.provider FROM organisation_staff AS staff
    WHERE staff.id = acting_staff() AND staff.role = 'provider'
$$;

-- Journeys opened to this person by an unexpired break-glass, for roles that may open one.
CREATE FUNCTION acting_opened() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT opened.journey_id), '{}')
    FROM organisation_break_glass AS opened
    JOIN organisation_staff AS staff ON staff.id = opened.staff_id
    WHERE staff.id = acting_staff()
      AND staff.role IN ('officer', 'supervisor', 'victim_services', 'witness_care')
      AND now() < opened.ends_at
$$;
