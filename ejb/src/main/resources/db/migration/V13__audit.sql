-- Who did what, by which door. Rows are only ever added.
CREATE TABLE audit (
  id VARCHAR(32) PRIMARY KEY,
  recorded_at BIGINT NOT NULL,
  node VARCHAR(255) NOT NULL,
  actor VARCHAR(320) NOT NULL,
  door VARCHAR(16) NOT NULL,
  action VARCHAR(255) NOT NULL,
  detail VARCHAR(4000) NOT NULL,
  outcome VARCHAR(16) NOT NULL
);
CREATE INDEX audit_at ON audit (recorded_at);
