-- Rules and accounts. Times are milliseconds since 1970; addresses and domains are lower case.

-- One row. Every change of what stands in this file raises it first, in the same transaction, so that changes
-- queue behind one another and each node sees that there is something new.
CREATE TABLE rules_version (
  id      INTEGER PRIMARY KEY,
  version BIGINT NOT NULL
);
INSERT INTO rules_version (id, version) VALUES (1, 1);

-- Permit list and connection list, every version as the operator wrote it; the newest of a kind is in force.
CREATE TABLE network_list (
  version         BIGINT PRIMARY KEY,
  kind            VARCHAR(16) NOT NULL,
  text            VARCHAR(1000000) NOT NULL,
  author          VARCHAR(320) NOT NULL,
  acknowledged_by VARCHAR(320),
  saved_at        BIGINT NOT NULL
);
CREATE INDEX network_list_by_kind ON network_list (kind, version);

CREATE TABLE account (
  address       VARCHAR(320) PRIMARY KEY,
  password_keys VARCHAR(256)
);

CREATE TABLE local_domain (
  name      VARCHAR(255) PRIMARY KEY,
  catch_all VARCHAR(320) REFERENCES account (address)
);

CREATE TABLE alias (
  address VARCHAR(320) PRIMARY KEY,
  account VARCHAR(320) NOT NULL REFERENCES account (address)
);

CREATE TABLE mail_group (
  address VARCHAR(320) PRIMARY KEY
);
CREATE TABLE group_member (
  mail_group VARCHAR(320) NOT NULL REFERENCES mail_group (address),
  account    VARCHAR(320) NOT NULL REFERENCES account (address),
  PRIMARY KEY (mail_group, account)
);

CREATE TABLE sender_grant (
  account VARCHAR(320) NOT NULL REFERENCES account (address),
  address VARCHAR(320) NOT NULL,
  PRIMARY KEY (account, address)
);
