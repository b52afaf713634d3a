-- The department by which somebody got a circulated document, as it was called then: print and a new draft name it and not its people.
ALTER TABLE step ADD COLUMN via_id uuid, ADD COLUMN via_name text;
