-- Whoever sends a file sends it in their own name; whoever loads extracts may go on with it.
DROP POLICY loads ON extracts_upload;
CREATE POLICY seen ON extracts_upload FOR SELECT TO touchpoint_web
    USING ((SELECT acting_role()) = 'analyst');
CREATE POLICY sent ON extracts_upload FOR INSERT TO touchpoint_web
    WITH CHECK ((SELECT acting_role()) = 'analyst' AND staff_id = (SELECT acting_staff()));
CREATE POLICY asked ON extracts_upload FOR UPDATE TO touchpoint_web
    USING ((SELECT acting_role()) = 'analyst')
    WITH CHECK ((SELECT acting_role()) = 'analyst');
