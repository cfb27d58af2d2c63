-- The tables of the ledger as the contract has them: every verdict and measure of the library runs
-- over these. They show whoever asks what that role may see of the tables below.

CREATE SCHEMA IF NOT EXISTS ledger;

CREATE VIEW ledger.units WITH (security_invoker = true) AS
SELECT unit_id, parent_id COLLATE "C" AS parent_id, name COLLATE "C" AS name,
    kind COLLATE "C" AS kind
FROM organisation_unit;

CREATE VIEW ledger.investigations WITH (security_invoker = true) AS
SELECT investigation_id, reference, offence_code, offence_group, marks, victim_based,
    reported_at AT TIME ZONE 'UTC' AS reported_at, reported_on,
    recorded_at AT TIME ZONE 'UTC' AS recorded_at, pathway, unit_id, officer_id, supervisor_id,
    outcome, closed_on
FROM journeys_investigation;

CREATE VIEW ledger.journeys WITH (security_invoker = true) AS
SELECT journey_id, investigation_id, person_id, role, age, sex, ethnicity, disability, language,
    enhanced_on, enhanced_basis
FROM journeys_journey;

CREATE VIEW ledger.touchpoints WITH (security_invoker = true) AS
SELECT touchpoint_id, journey_id, kind, happened_at AT TIME ZONE 'UTC' AS happened_at, happened_on,
    received_on, recorded_at AT TIME ZONE 'UTC' AS recorded_at, result, about, channel, staff_id,
    source, source_ref, replaces, detail
FROM journeys_touchpoint;

CREATE VIEW ledger.coverage WITH (security_invoker = true) AS
SELECT source, kind, from_on, to_on, note FROM journeys_coverage;

CREATE VIEW ledger.responses WITH (security_invoker = true) AS
SELECT response_id, survey_id, wave, journey_id, answered_on, mode, stratum, weight
FROM journeys_response;

CREATE VIEW ledger.answers WITH (security_invoker = true) AS
SELECT response_id, question, value, number, text FROM journeys_answer;

CREATE VIEW ledger.returns WITH (security_invoker = true) AS
SELECT provider, service, area, indicator, from_on, to_on, value, note FROM journeys_return;

CREATE VIEW ledger.identities WITH (security_invoker = true) AS
SELECT record_id, journey_id, given_name, family_name, born_on, postcode, phone, email
FROM personal.identity;

CREATE VIEW ledger.reviews WITH (security_invoker = true) AS
SELECT review_id, sample_id, investigation_id, reviewer_id, second, question, verdict, reviewed_on,
    note
FROM journeys_review;

GRANT USAGE ON SCHEMA ledger TO touchpoint_web;
GRANT SELECT ON ledger.units, ledger.investigations, ledger.journeys, ledger.touchpoints,
    ledger.coverage, ledger.responses, ledger.answers, ledger.returns, ledger.identities,
    ledger.reviews TO touchpoint_web;
