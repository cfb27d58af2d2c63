-- An auditor reads who took refused rows away of the people whom they watch over, and of nobody else.
DROP POLICY seen ON extracts_taken;
CREATE POLICY seen ON extracts_taken FOR SELECT TO touchpoint_web
    USING ((SELECT acting_role()) = 'analyst' OR organisation_audits(staff_id));
CREATE INDEX extracts_taken_latest ON extracts_taken (at DESC, id DESC);
