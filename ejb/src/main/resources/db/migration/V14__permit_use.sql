-- How often an entry of the permit list let a recipient pass, all nodes together. The entry is written in one spelling,
-- without what only says how long and how much.
CREATE TABLE permit_use (
  entry     VARCHAR(2000) PRIMARY KEY,
  hits      BIGINT NOT NULL,
  last_used BIGINT NOT NULL
);
