-- Finds what was completed within a span of time and is to be sealed.
CREATE INDEX document_completed ON document (tenant_id, completed_at) WHERE completed_at IS NOT NULL;
