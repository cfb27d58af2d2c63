-- What people type and what is recorded, brought to one form, so that an index finds it.

CREATE FUNCTION personal.plain_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce(
        nullif(regexp_replace(
            translate(
                lower(normalize(name, NFD)) COLLATE "C", 'øØæÆœŒßðÐđĐłŁ', 'ooaaoosddddll'
            ), '[^a-z]', '', 'g'
        ), ''),
        lower(trim(name)) COLLATE "C"
    );
CREATE FUNCTION personal.plain_postcode(postcode text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    regexp_replace(upper(postcode) COLLATE "C", '[^A-Z0-9]', '', 'g');
-- The digits of a number, as they are dialled within the country.
CREATE FUNCTION personal.plain_phone(phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    regexp_replace(regexp_replace(phone COLLATE "C", '[^0-9]', '', 'g'), '^(00)?44', '0');
CREATE FUNCTION personal.plain_email(email text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN lower(trim(email)) COLLATE "C";
