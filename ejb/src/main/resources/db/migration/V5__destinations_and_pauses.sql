-- What a row is found by, in lower case. Rows from before are found by none of it until they are tried again.
ALTER TABLE retry ADD COLUMN sender VARCHAR(320) DEFAULT '' NOT NULL;
ALTER TABLE retry ADD COLUMN recipient VARCHAR(320) DEFAULT '' NOT NULL;
ALTER TABLE retry ADD COLUMN destination VARCHAR(300) DEFAULT '' NOT NULL;  -- as it was when it was tried last
-- host:port that an operator sends it to, whatever its destination; empty: where all such mail goes.
ALTER TABLE retry ADD COLUMN route VARCHAR(300) DEFAULT '' NOT NULL;

CREATE INDEX retry_destination ON retry (destination, next_attempt);

-- What an operator has stopped.
CREATE TABLE pause (
  node VARCHAR(255) NOT NULL,
  what VARCHAR(16) NOT NULL,
  destination VARCHAR(300) NOT NULL,  -- empty where it is no pause of a destination
  since BIGINT NOT NULL,
  author VARCHAR(320) NOT NULL,
  PRIMARY KEY (node, what, destination)
);
