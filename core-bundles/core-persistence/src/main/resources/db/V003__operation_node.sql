-- Which server runs an operation: a restart of one does not end another's.
ALTER TABLE operation ADD COLUMN node text;
