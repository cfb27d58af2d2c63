-- Keys and indexes of the large tables, apart so that a load into empty tables makes them last.

ALTER TABLE journeys_touchpoint ADD CONSTRAINT journeys_touchpoint_pkey PRIMARY KEY (touchpoint_id);
CREATE UNIQUE INDEX journeys_touchpoint_place ON journeys_touchpoint (journey_id, number);
CREATE INDEX journeys_touchpoint_replaces ON journeys_touchpoint (replaces)
    WHERE replaces IS NOT NULL;
CREATE INDEX journeys_touchpoint_provider ON journeys_touchpoint (ledger.touchpoint_detail(detail, 'provider'), journey_id)
    WHERE kind IN ('referral.sent', 'referral.accepted');

ALTER TABLE journeys_register ADD CONSTRAINT journeys_register_pkey PRIMARY KEY (entry);

ALTER TABLE journeys_obligation ADD CONSTRAINT journeys_obligation_pkey
    PRIMARY KEY (journey_id, duty_id, edition, occurrence);
CREATE INDEX journeys_obligation_officer ON journeys_obligation (officer_id, state, due_on)
    WHERE state IN ('open', 'cannot_tell');
CREATE INDEX journeys_obligation_unit ON journeys_obligation (unit_id, state, due_on)
    WHERE state IN ('open', 'cannot_tell');
CREATE INDEX journeys_obligation_due ON journeys_obligation (due_on, journey_id, duty_id, occurrence)
    WHERE state = 'open';
-- Most of what was never done belongs to cases that are closed: a list of work looks past it.
CREATE INDEX journeys_obligation_officer_live ON journeys_obligation (officer_id, due_on)
    WHERE state = 'open' AND closed_on IS NULL;
CREATE INDEX journeys_obligation_unit_live ON journeys_obligation (unit_id, due_on)
    WHERE state = 'open' AND closed_on IS NULL;
