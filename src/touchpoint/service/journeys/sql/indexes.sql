-- Indexes of the other tables.

CREATE INDEX journeys_investigation_unit ON journeys_investigation (unit_id);
CREATE INDEX journeys_investigation_officer ON journeys_investigation (officer_id);
CREATE INDEX journeys_investigation_reference ON journeys_investigation (reference);
CREATE INDEX journeys_journey_investigation ON journeys_journey (investigation_id);
CREATE INDEX journeys_journey_person ON journeys_journey (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX journeys_journey_unit ON journeys_journey (unit_id);
CREATE INDEX journeys_journey_officer ON journeys_journey (officer_id);

CREATE INDEX identity_journey ON personal.identity (journey_id);
CREATE INDEX identity_family_name ON personal.identity
    (personal.plain_name(family_name), born_on);
CREATE INDEX identity_born_on ON personal.identity (born_on);
CREATE INDEX identity_postcode ON personal.identity (personal.plain_postcode(postcode));
CREATE INDEX identity_phone ON personal.identity (personal.plain_phone(phone));
CREATE INDEX identity_email ON personal.identity (personal.plain_email(email));
