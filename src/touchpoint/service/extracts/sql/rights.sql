-- Uploads are for those who load extracts; what loads remember is for the owner alone.
ALTER TABLE extracts_upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE extracts_memory ENABLE ROW LEVEL SECURITY;
CREATE POLICY loads ON extracts_upload TO touchpoint_web
    USING ((SELECT acting_role()) = 'analyst')
    WITH CHECK ((SELECT acting_role()) = 'analyst' AND staff_id = (SELECT acting_staff()));
GRANT SELECT, INSERT ON extracts_upload TO touchpoint_web;
GRANT UPDATE (state, step, profile, own_profile) ON extracts_upload TO touchpoint_web;
