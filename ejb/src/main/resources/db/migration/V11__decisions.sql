-- The verdicts, for explaining and for asking again. Times are milliseconds since 1970.
CREATE TABLE decision (
  id VARCHAR(12) PRIMARY KEY,
  decided_at BIGINT NOT NULL,
  node VARCHAR(255) NOT NULL,
  rule VARCHAR(32) NOT NULL,
  verdict VARCHAR(16) NOT NULL,
  client VARCHAR(32) NOT NULL,      -- the 128 bits of its address in hex; IPv4 as ::ffff:a.b.c.d
  sender VARCHAR(640) NOT NULL,     -- these three in lower case, the first two in angle brackets; empty for a connection's verdict
  recipient VARCHAR(640) NOT NULL,
  account VARCHAR(640) NOT NULL,
  record VARCHAR(32000) NOT NULL    -- JSON: the question, the reply, the facts, each rule tried, the remedy
);
CREATE INDEX decision_at ON decision (decided_at);
CREATE INDEX decision_client ON decision (client, decided_at);
CREATE INDEX decision_sender ON decision (sender, decided_at);
CREATE INDEX decision_recipient ON decision (recipient, decided_at);
