-- Who took refused rows away, and when: they hold what the source held, names included. The database
-- knows who acts and when, and lets nobody but whoever sent the file say that they took its rows.
CREATE TABLE extracts_taken (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    upload_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    staff_id bigint NOT NULL DEFAULT acting_staff()
);
CREATE INDEX extracts_taken_upload ON extracts_taken (upload_id, id);
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON extracts_taken
    FOR EACH STATEMENT EXECUTE FUNCTION journeys_only_grows();
ALTER TABLE extracts_taken ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON extracts_taken FOR SELECT TO touchpoint_web
    USING ((SELECT acting_role()) IN ('analyst', 'auditor'));
CREATE POLICY own ON extracts_taken FOR INSERT TO touchpoint_web WITH CHECK (
    staff_id = (SELECT acting_staff())
    AND EXISTS (
        SELECT FROM extracts_upload AS u
        WHERE u.id = upload_id AND u.staff_id = (SELECT acting_staff())
    )
);
GRANT SELECT ON extracts_taken TO touchpoint_web;
GRANT INSERT (upload_id) ON extracts_taken TO touchpoint_web;
