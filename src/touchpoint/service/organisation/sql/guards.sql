-- What only grows: the audit of changes and the openings by break-glass. Refused for every role.

CREATE FUNCTION organisation_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: its rows are never changed or removed.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON organisation_change
    FOR EACH STATEMENT EXECUTE FUNCTION organisation_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON organisation_break_glass
    FOR EACH STATEMENT EXECUTE FUNCTION organisation_only_grows();

-- A notice is acknowledged once by whoever was told; nothing else of it changes.
CREATE FUNCTION organisation_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.acknowledged_at IS NOT NULL OR (NEW.id, NEW.break_glass_id, NEW.told_id)
        IS DISTINCT FROM (OLD.id, OLD.break_glass_id, OLD.told_id) THEN
        RAISE EXCEPTION 'A notice is acknowledged once and not changed otherwise.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER acknowledged_once BEFORE UPDATE ON organisation_notice
    FOR EACH ROW EXECUTE FUNCTION organisation_notice_guard();
CREATE TRIGGER only_grows BEFORE DELETE OR TRUNCATE ON organisation_notice
    FOR EACH STATEMENT EXECUTE FUNCTION organisation_only_grows();

-- However the settings are set, an opening ends within three days.
ALTER TABLE organisation_break_glass ADD CONSTRAINT break_glass_is_short
    CHECK (ends_at <= opened_at + interval '72 hours');
