-- Whom aliases and groups pass mail on to, in domains that are not ours.
ALTER TABLE alias ADD COLUMN forward_to VARCHAR(320) DEFAULT '' NOT NULL;  -- empty: its account gets the mail

ALTER TABLE mail_group ADD COLUMN owner VARCHAR(320);  -- in whose name it goes to foreign members
ALTER TABLE mail_group ADD CONSTRAINT mail_group_owner FOREIGN KEY (owner) REFERENCES account (address);
CREATE TABLE group_foreign_member (
  mail_group VARCHAR(320) NOT NULL REFERENCES mail_group (address),
  address    VARCHAR(320) NOT NULL,
  PRIMARY KEY (mail_group, address)
);
