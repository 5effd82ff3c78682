-- The store: messages we are in charge of. Times are milliseconds since 1970.
CREATE TABLE message (
  queue_id VARCHAR(16) PRIMARY KEY,
  home_node VARCHAR(255) NOT NULL,
  accepted_at BIGINT NOT NULL,
  sender VARCHAR(320) NOT NULL,     -- empty: the null reverse-path
  body VARCHAR(16) NOT NULL,
  octet_count BIGINT NOT NULL,
  settlements INTEGER NOT NULL      -- counted up to take turns
);
CREATE INDEX message_home_node ON message (home_node, queue_id);

CREATE TABLE message_recipient (
  queue_id VARCHAR(16) NOT NULL,
  place INTEGER NOT NULL,
  forward_path VARCHAR(320) NOT NULL,
  settled BOOLEAN NOT NULL,
  PRIMARY KEY (queue_id, place)
);

CREATE TABLE message_content (
  queue_id VARCHAR(16) NOT NULL,
  seq INTEGER NOT NULL,
  octets ${octets} NOT NULL,        -- at most 256 KiB
  PRIMARY KEY (queue_id, seq)
);

-- Contents of more than one piece that no message has: still arriving, or being deleted. What is
-- found here at the start of their node was left over by a crash.
CREATE TABLE unowned_content (
  queue_id VARCHAR(16) PRIMARY KEY,
  node VARCHAR(255) NOT NULL
);

-- The queue: a row for each recipient that waits. What is owed, the store alone knows.
CREATE TABLE retry (
  queue_id VARCHAR(16) NOT NULL,
  place INTEGER NOT NULL,
  home_node VARCHAR(255) NOT NULL,
  any_node BOOLEAN NOT NULL,        -- the message is in a store that every node reads
  attempts INTEGER NOT NULL,
  next_attempt BIGINT NOT NULL,
  held BOOLEAN NOT NULL,
  status VARCHAR(16) NOT NULL,      -- these three: empty before an attempt has ended
  status_text VARCHAR(1000) NOT NULL,
  relay VARCHAR(400) NOT NULL,
  owner VARCHAR(255) NOT NULL,      -- the node that tries it now; empty: none
  epoch BIGINT NOT NULL,            -- claims so far
  lease_until BIGINT NOT NULL,      -- by the clock of the database
  PRIMARY KEY (queue_id, place)
);
-- What the tick of each second asks.
CREATE INDEX retry_due ON retry (held, owner, next_attempt);
