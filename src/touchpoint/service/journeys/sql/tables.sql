-- The tables of the ledger as the service keeps them. Columns of the contract have its names; text
-- sorts by its bytes, as on every engine. Instants are timestamptz: the views of the schema ledger
-- show them as the contract does.

CREATE TABLE journeys_investigation (
    investigation_id text COLLATE "C" PRIMARY KEY,
    reference text COLLATE "C" NOT NULL,
    offence_code text COLLATE "C",
    offence_group text COLLATE "C" NOT NULL,
    marks text[] COLLATE "C" NOT NULL,
    victim_based boolean NOT NULL,
    reported_at timestamptz NOT NULL,
    reported_on date NOT NULL,
    recorded_at timestamptz,
    pathway text COLLATE "C",
    unit_id text COLLATE "C",
    officer_id text COLLATE "C",
    supervisor_id text COLLATE "C",
    outcome text COLLATE "C",
    closed_on date,
    -- The first day on which a suspect was charged, by a touchpoint that counts.
    charged_on date
);

CREATE TABLE journeys_journey (
    journey_id text COLLATE "C" PRIMARY KEY,
    investigation_id text COLLATE "C" NOT NULL REFERENCES journeys_investigation,
    person_id text COLLATE "C",
    role text COLLATE "C" NOT NULL,
    age integer,
    sex text COLLATE "C",
    ethnicity text COLLATE "C",
    disability text COLLATE "C",
    language text COLLATE "C",
    enhanced_on date,
    enhanced_basis text[] COLLATE "C" NOT NULL,
    -- Copies of the investigation's, kept by a trigger: row-level security reads them for every row.
    unit_id text COLLATE "C",
    officer_id text COLLATE "C",
    charged_on date
);

CREATE TABLE journeys_touchpoint (
    touchpoint_id text COLLATE "C" NOT NULL,
    journey_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    happened_at timestamptz NOT NULL,
    happened_on date NOT NULL,
    received_on date,
    recorded_at timestamptz,
    result text COLLATE "C",
    about text COLLATE "C",
    channel text COLLATE "C",
    staff_id text COLLATE "C",
    source text COLLATE "C" NOT NULL,
    source_ref text COLLATE "C",
    replaces text COLLATE "C",
    detail text COLLATE "C",
    -- The chain: its place on its journey, the hash of the one before it, and its own.
    number integer NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    appended_at timestamptz NOT NULL,
    appended_by bigint,
    request text COLLATE "C"
);

-- How far each journey had grown, entry by entry over the whole service, each sealed with the last.
CREATE TABLE journeys_register (
    entry bigint NOT NULL,
    journey_id text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    hash bytea NOT NULL,
    seal bytea NOT NULL
);

CREATE TABLE journeys_coverage (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    from_on date NOT NULL,
    to_on date,
    note text COLLATE "C"
);

CREATE TABLE journeys_response (
    response_id text COLLATE "C" PRIMARY KEY,
    survey_id text COLLATE "C" NOT NULL,
    wave text COLLATE "C",
    journey_id text COLLATE "C",
    answered_on date NOT NULL,
    mode text COLLATE "C" NOT NULL,
    stratum text COLLATE "C",
    weight double precision
);
CREATE INDEX journeys_response_journey ON journeys_response (journey_id);

CREATE TABLE journeys_answer (
    response_id text COLLATE "C" NOT NULL,
    question text COLLATE "C" NOT NULL,
    value text COLLATE "C",
    number double precision,
    text text COLLATE "C",
    PRIMARY KEY (response_id, question)
);

CREATE TABLE journeys_return (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider text COLLATE "C" NOT NULL,
    service text COLLATE "C" NOT NULL,
    area text COLLATE "C",
    indicator text COLLATE "C" NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    value double precision,
    note text COLLATE "C"
);

CREATE TABLE journeys_review (
    review_id text COLLATE "C" PRIMARY KEY,
    sample_id text COLLATE "C" NOT NULL,
    investigation_id text COLLATE "C" NOT NULL,
    reviewer_id text COLLATE "C" NOT NULL,
    second boolean NOT NULL,
    question text COLLATE "C" NOT NULL,
    verdict text COLLATE "C" NOT NULL,
    reviewed_on date NOT NULL,
    note text COLLATE "C"
);
CREATE INDEX journeys_review_investigation ON journeys_review (investigation_id);

-- Names and contacts, apart from everything else.
CREATE SCHEMA personal;
CREATE TABLE personal.identity (
    record_id text COLLATE "C" PRIMARY KEY,
    journey_id text COLLATE "C" NOT NULL,
    given_name text COLLATE "C",
    family_name text COLLATE "C",
    born_on date,
    postcode text COLLATE "C",
    phone text COLLATE "C",
    email text COLLATE "C"
);

-- What is owed: the verdicts with time taken out of them. A cache, made again at any time.
CREATE TABLE journeys_obligation (
    journey_id text COLLATE "C" NOT NULL,
    duty_id text COLLATE "C" NOT NULL,
    edition text COLLATE "C" NOT NULL,
    occurrence text COLLATE "C" NOT NULL,
    triggered_on date NOT NULL,
    due_on date,
    done_on date,
    state text COLLATE "C" NOT NULL,
    basis text COLLATE "C" NOT NULL,
    evidence text COLLATE "C",
    reason text COLLATE "C",
    investigation_id text COLLATE "C" NOT NULL,
    reference text COLLATE "C" NOT NULL,
    unit_id text COLLATE "C",
    officer_id text COLLATE "C",
    supervisor_id text COLLATE "C",
    reported_on date NOT NULL,
    closed_on date,
    charged_on date,
    marks text[] COLLATE "C" NOT NULL,
    enhanced boolean NOT NULL
);

-- The day on which something of a journey that lies ahead of today comes to count.
CREATE TABLE journeys_waking (
    journey_id text COLLATE "C" PRIMARY KEY,
    wakes_on date NOT NULL
);
CREATE INDEX journeys_waking_on ON journeys_waking (wakes_on);

-- What was asked under an idempotency key, and the touchpoints that were the answer.
CREATE TABLE journeys_request (
    staff_id bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    digest bytea NOT NULL,
    touchpoint_ids text[] COLLATE "C" NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (staff_id, key)
);

-- Which role may append which kind of touchpoint (kinds_of_roles.py writes it).
CREATE TABLE journeys_kind_of_role (
    role text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    PRIMARY KEY (role, kind)
);

-- What was changed of investigations and journeys, by whom and when.
CREATE TABLE journeys_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    by bigint,
    about text COLLATE "C" NOT NULL,
    id_of text COLLATE "C" NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL
);
CREATE INDEX journeys_change_about ON journeys_change (id_of, id);
