-- organisation_unit_above: for each unit every unit above it, itself among them.
-- Made again as a whole whenever units change: a force has hundreds of them, and so it cannot drift.

CREATE FUNCTION organisation_find_units_above() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM organisation_unit_above;
    INSERT INTO organisation_unit_above (unit_id, above_id)
    WITH RECURSIVE above (unit_id, above_id) AS (
        SELECT unit_id, unit_id FROM organisation_unit
        UNION
        SELECT above.unit_id, unit.parent_id
        FROM above JOIN organisation_unit AS unit ON unit.unit_id = above.above_id
        WHERE unit.parent_id IS NOT NULL
          AND EXISTS (SELECT FROM organisation_unit AS parent WHERE parent.unit_id = unit.parent_id)
    )
    SELECT unit_id, above_id FROM above;

    IF EXISTS (
        SELECT FROM organisation_unit AS unit
        JOIN organisation_unit_above AS above
          ON above.unit_id = unit.parent_id AND above.above_id = unit.unit_id
    ) THEN
        RAISE EXCEPTION 'A unit stands above itself: the tree of units goes round in a circle.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER units_above AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisation_unit
    FOR EACH STATEMENT EXECUTE FUNCTION organisation_find_units_above();
