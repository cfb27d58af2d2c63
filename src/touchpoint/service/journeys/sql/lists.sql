-- What is open or cannot be told, by whom and when: the duty stands in the index as well, so that a
-- list of some duties reads no row of the others. Witness care has only what comes after a charge.

DROP INDEX journeys_obligation_officer, journeys_obligation_unit;
CREATE INDEX journeys_obligation_officer ON journeys_obligation
    (officer_id, state, due_on, duty_id) WHERE state IN ('open', 'cannot_tell');
CREATE INDEX journeys_obligation_unit ON journeys_obligation
    (unit_id, state, due_on, duty_id) WHERE state IN ('open', 'cannot_tell');
CREATE INDEX journeys_obligation_charged ON journeys_obligation
    (unit_id, state, due_on, duty_id)
    WHERE state IN ('open', 'cannot_tell') AND charged_on IS NOT NULL;
