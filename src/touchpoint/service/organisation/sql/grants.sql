-- What the web processes may do with these tables: the least with which the pages work.

REVOKE ALL ON FUNCTION acting_staff(), acting_role(), acting_units(), acting_officer(),
    acting_provider(), acting_opened() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION acting_staff(), acting_role(), acting_units(), acting_officer(),
    acting_provider(), acting_opened() TO touchpoint_web;
GRANT USAGE ON SCHEMA public TO touchpoint_web;

GRANT SELECT ON organisation_unit, organisation_unit_above TO touchpoint_web;
GRANT SELECT, INSERT, UPDATE ON organisation_staff, organisation_token, organisation_notice
    TO touchpoint_web;
GRANT SELECT, INSERT ON organisation_change, organisation_break_glass TO touchpoint_web;
GRANT SELECT, INSERT, DELETE ON organisation_failed_sign_in TO touchpoint_web;
GRANT USAGE ON organisation_staff_id_seq, organisation_token_id_seq, organisation_notice_id_seq,
    organisation_change_id_seq, organisation_break_glass_id_seq, organisation_failed_sign_in_id_seq
    TO touchpoint_web;
