-- Nodes that share mail: who lives. One whose lease has run out is taken for dead, and its mail over.
CREATE TABLE node (
  name VARCHAR(255) PRIMARY KEY,
  epoch BIGINT NOT NULL,            -- lives begun, and ended by others
  lease_until BIGINT NOT NULL       -- milliseconds since 1970, by the clock of the database
);
