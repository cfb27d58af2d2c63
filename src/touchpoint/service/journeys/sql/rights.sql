-- Who may see what, and add what, under the role of the web processes. Deny by default: every table
-- has row-level security, and a table without a policy shows nothing.

CREATE FUNCTION journeys_units() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN acting_role() IN
        ('officer', 'supervisor', 'victim_services', 'auditor', 'analyst')
        THEN acting_units() ELSE '{}' END
$$;

-- Witness care sees an investigation once a suspect has been charged.
CREATE FUNCTION journeys_units_charged() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN acting_role() = 'witness_care' THEN acting_units() ELSE '{}' END
$$;

CREATE FUNCTION journeys_opened_investigations() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT j.investigation_id), '{}')
    FROM journeys_journey AS j WHERE j.journey_id = ANY (acting_opened())
$$;

-- Whoever works for the whole force: what belongs to no journey is shown to nobody else.
CREATE FUNCTION journeys_whole_force() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT acting_role() IN ('supervisor', 'auditor', 'analyst') AND EXISTS (
        SELECT FROM organisation_staff AS s JOIN organisation_unit AS u ON u.unit_id = s.unit_id
        WHERE s.id = acting_staff() AND u.parent_id IS NULL
    )
$$;

-- Whether a referral that counts went to the provider who asks.
CREATE FUNCTION journeys_referred(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM journeys_touchpoint AS t
        WHERE t.journey_id = asked_for AND t.kind IN ('referral.sent', 'referral.accepted')
          AND ledger.touchpoint_detail(t.detail, 'provider') = acting_provider()
          AND NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)
    )
$$;

-- The journeys of the provider who asks: for lists, which would otherwise ask of every journey.
CREATE FUNCTION journeys_of_provider() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT t.journey_id FROM journeys_touchpoint AS t
    WHERE t.kind IN ('referral.sent', 'referral.accepted')
      AND ledger.touchpoint_detail(t.detail, 'provider') = acting_provider()
      AND NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)
$$;

-- Whether the auditor who asks has looked at a journey, with a reason. Nobody has, until the
-- migration of looks says how that is known.
CREATE FUNCTION journeys_looked_with_reason(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT false
$$;

-- Whether the person who acts may see a journey: for functions that work as the owner.
CREATE FUNCTION journeys_may_see(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM journeys_journey AS j WHERE j.journey_id = asked_for AND (
            j.unit_id = ANY (journeys_units())
            OR j.officer_id = acting_officer()
            OR (j.charged_on IS NOT NULL AND j.unit_id = ANY (journeys_units_charged()))
            OR j.journey_id = ANY (acting_opened())
            OR (acting_provider() IS NOT NULL AND journeys_referred(j.journey_id))
        )
    )
$$;

CREATE FUNCTION journeys_may_see_identity(asked_for text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT journeys_may_see(asked_for) AND (
        acting_role() IN ('officer', 'supervisor', 'victim_services', 'witness_care', 'provider')
        OR (acting_role() = 'auditor' AND journeys_looked_with_reason(asked_for))
    )
$$;

ALTER TABLE journeys_investigation ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_journey ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_touchpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_register ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_coverage ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_response ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_return ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_obligation ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_waking ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_kind_of_role ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys_change ENABLE ROW LEVEL SECURITY;

-- Seeing.
CREATE POLICY seen ON journeys_investigation FOR SELECT TO touchpoint_web USING (
    unit_id = ANY ((SELECT journeys_units())::text[])
    OR officer_id = (SELECT acting_officer())
    OR (charged_on IS NOT NULL AND unit_id = ANY ((SELECT journeys_units_charged())::text[]))
    OR investigation_id = ANY ((SELECT journeys_opened_investigations())::text[])
);
CREATE POLICY seen ON journeys_journey FOR SELECT TO touchpoint_web USING (
    unit_id = ANY ((SELECT journeys_units())::text[])
    OR officer_id = (SELECT acting_officer())
    OR (charged_on IS NOT NULL AND unit_id = ANY ((SELECT journeys_units_charged())::text[]))
    OR journey_id = ANY ((SELECT acting_opened())::text[])
    OR ((SELECT acting_provider()) IS NOT NULL AND journeys_referred(journey_id))
);
CREATE POLICY seen ON journeys_touchpoint FOR SELECT TO touchpoint_web USING (
    EXISTS (SELECT FROM journeys_journey AS j WHERE j.journey_id = journeys_touchpoint.journey_id)
    AND (
        (SELECT acting_provider()) IS NULL
        OR (
            kind LIKE 'referral.%'
            AND ledger.touchpoint_detail(detail, 'provider') = (SELECT acting_provider())
        )
    )
);
CREATE POLICY seen ON journeys_obligation FOR SELECT TO touchpoint_web USING (
    unit_id = ANY ((SELECT journeys_units())::text[])
    OR officer_id = (SELECT acting_officer())
    OR (charged_on IS NOT NULL AND unit_id = ANY ((SELECT journeys_units_charged())::text[]))
    OR journey_id = ANY ((SELECT acting_opened())::text[])
);
CREATE POLICY seen ON journeys_response FOR SELECT TO touchpoint_web USING (
    (SELECT acting_provider()) IS NULL
    AND CASE WHEN journey_id IS NULL THEN (SELECT journeys_whole_force()) ELSE EXISTS (
        SELECT FROM journeys_journey AS j WHERE j.journey_id = journeys_response.journey_id
    ) END
);
CREATE POLICY seen ON journeys_answer FOR SELECT TO touchpoint_web USING (
    EXISTS (SELECT FROM journeys_response AS r WHERE r.response_id = journeys_answer.response_id)
);
CREATE POLICY seen ON journeys_review FOR SELECT TO touchpoint_web USING (
    EXISTS (
        SELECT FROM journeys_investigation AS i
        WHERE i.investigation_id = journeys_review.investigation_id
    )
);
CREATE POLICY seen ON personal.identity FOR SELECT TO touchpoint_web USING (
    EXISTS (SELECT FROM journeys_journey AS j WHERE j.journey_id = identity.journey_id)
    AND (
        (SELECT acting_role()) IN
            ('officer', 'supervisor', 'victim_services', 'witness_care', 'provider')
        OR ((SELECT acting_role()) = 'auditor' AND journeys_looked_with_reason(journey_id))
    )
);
-- What sources record, and what providers count, names nobody: whoever sees journeys needs it.
CREATE POLICY seen ON journeys_coverage FOR SELECT TO touchpoint_web USING (
    cardinality((SELECT acting_units())) > 0
);
CREATE POLICY seen ON journeys_return FOR SELECT TO touchpoint_web USING (
    cardinality((SELECT acting_units())) > 0
);
CREATE POLICY seen ON journeys_kind_of_role FOR SELECT TO touchpoint_web USING (
    role = (SELECT acting_role())
);
CREATE POLICY own ON journeys_request FOR SELECT TO touchpoint_web USING (
    staff_id = (SELECT acting_staff())
);
CREATE POLICY seen ON journeys_change FOR SELECT TO touchpoint_web USING (
    CASE about
        WHEN 'journey' THEN EXISTS (
            SELECT FROM journeys_journey AS j WHERE j.journey_id = id_of)
        ELSE EXISTS (
            SELECT FROM journeys_investigation AS i WHERE i.investigation_id = id_of)
    END
    AND (SELECT acting_provider()) IS NULL
);

-- Writing: touchpoints of a kind that the role may append, to a journey it sees; never the chain.
CREATE POLICY appended ON journeys_touchpoint FOR INSERT TO touchpoint_web WITH CHECK (
    EXISTS (SELECT FROM journeys_journey AS j WHERE j.journey_id = journeys_touchpoint.journey_id)
    AND EXISTS (SELECT FROM journeys_kind_of_role AS k WHERE k.kind = journeys_touchpoint.kind)
    AND source = 'touchpoint'
    AND appended_by = (SELECT acting_staff())
    AND (
        (SELECT acting_provider()) IS NULL
        OR ledger.touchpoint_detail(detail, 'provider') = (SELECT acting_provider())
    )
);
CREATE POLICY own_new ON journeys_request FOR INSERT TO touchpoint_web WITH CHECK (
    staff_id = (SELECT acting_staff())
);
GRANT SELECT ON journeys_investigation, journeys_journey, journeys_touchpoint, journeys_coverage,
    journeys_response, journeys_answer, journeys_return, journeys_review, journeys_obligation,
    journeys_request, journeys_kind_of_role, journeys_change TO touchpoint_web;
GRANT USAGE ON SCHEMA personal TO touchpoint_web;
GRANT SELECT ON personal.identity TO touchpoint_web;
GRANT INSERT (touchpoint_id, journey_id, kind, happened_at, happened_on, received_on, recorded_at,
    result, about, channel, staff_id, source, replaces, detail, request)
    ON journeys_touchpoint TO touchpoint_web;
GRANT INSERT ON journeys_request TO touchpoint_web;

-- How often a name or a birthday occurs is not to be read out of the planner's statistics.
ALTER TABLE personal.identity
    ALTER COLUMN given_name SET STATISTICS 0, ALTER COLUMN family_name SET STATISTICS 0,
    ALTER COLUMN born_on SET STATISTICS 0, ALTER COLUMN postcode SET STATISTICS 0,
    ALTER COLUMN phone SET STATISTICS 0, ALTER COLUMN email SET STATISTICS 0;
ALTER INDEX personal.identity_family_name ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX personal.identity_postcode ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX personal.identity_phone ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX personal.identity_email ALTER COLUMN 1 SET STATISTICS 0;
ALTER TABLE journeys_journey
    ALTER COLUMN age SET STATISTICS 0, ALTER COLUMN sex SET STATISTICS 0,
    ALTER COLUMN ethnicity SET STATISTICS 0, ALTER COLUMN disability SET STATISTICS 0,
    ALTER COLUMN language SET STATISTICS 0;
ALTER TABLE journeys_touchpoint ALTER COLUMN detail SET STATISTICS 0;
ALTER TABLE journeys_answer ALTER COLUMN text SET STATISTICS 0;
