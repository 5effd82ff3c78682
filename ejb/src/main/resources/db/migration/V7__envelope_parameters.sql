-- What MAIL and RCPT said besides the addresses. Empty text: not given.
ALTER TABLE message ADD COLUMN smtp_utf8 BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE message ADD COLUMN require_tls BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE message ADD COLUMN returned VARCHAR(4) DEFAULT '' NOT NULL;
ALTER TABLE message ADD COLUMN envelope_id VARCHAR(100) DEFAULT '' NOT NULL;

ALTER TABLE message_recipient ADD COLUMN notify_given BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE message_recipient ADD COLUMN notify_success BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE message_recipient ADD COLUMN notify_failure BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE message_recipient ADD COLUMN notify_delay BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE message_recipient ADD COLUMN original_recipient VARCHAR(500) DEFAULT '' NOT NULL;
-- The sender was told that it waits.
ALTER TABLE message_recipient ADD COLUMN warned BOOLEAN DEFAULT FALSE NOT NULL;
