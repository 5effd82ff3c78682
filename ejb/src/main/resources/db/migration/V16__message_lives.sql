-- What happened to messages, for the page of a message. Times are milliseconds since 1970. Neither table has a key that
-- could be refused: what is recorded twice is shown once.
CREATE TABLE message_life (          -- what a message is found by, a row for each recipient
  id VARCHAR(36) PRIMARY KEY,
  queue_id VARCHAR(16) NOT NULL,
  begun_at BIGINT NOT NULL,
  is_first BOOLEAN NOT NULL,         -- of the rows of its message
  sender VARCHAR(640) NOT NULL,      -- these two in lower case, in angle brackets
  recipient VARCHAR(640) NOT NULL,
  message_id VARCHAR(1000) NOT NULL, -- these two empty where there is none
  decision VARCHAR(12) NOT NULL
);
CREATE INDEX life_begun ON message_life (is_first, begun_at);
CREATE INDEX life_sender ON message_life (sender, is_first, begun_at);
CREATE INDEX life_recipient ON message_life (recipient, begun_at);
CREATE INDEX life_message_id ON message_life (message_id, begun_at);
CREATE INDEX life_decision ON message_life (decision, begun_at);
CREATE INDEX life_queue_id ON message_life (queue_id);
CREATE TABLE message_chapter (       -- what happened to it, as it was written down together
  id VARCHAR(36) PRIMARY KEY,
  queue_id VARCHAR(16) NOT NULL,
  written_at BIGINT NOT NULL,
  record VARCHAR(4000000) NOT NULL   -- JSON: a list of events
);
CREATE INDEX chapter_queue_id ON message_chapter (queue_id);
CREATE INDEX chapter_written ON message_chapter (written_at);
