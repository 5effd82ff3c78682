-- The transport table. Domains are lower case; empty: not given. The secret is kept as the smart host wants to hear it.
CREATE TABLE transport (
  recipient    VARCHAR(256) NOT NULL,  -- example.com, .example.com, *
  sender       VARCHAR(256) NOT NULL,  -- the same of the sender's domain
  route        VARCHAR(1024) NOT NULL,
  tls          VARCHAR(16) NOT NULL,
  source       VARCHAR(128) NOT NULL,
  login_user   VARCHAR(320) NOT NULL,
  login_secret VARCHAR(1024) NOT NULL,
  PRIMARY KEY (recipient, sender)
);
