CREATE TABLE leaky (tenant_id uuid NOT NULL, id uuid PRIMARY KEY);
