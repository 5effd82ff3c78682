-- Rules and accounts. Times are milliseconds since 1970; addresses and domains are lower case.
CREATE TABLE rules_version (id INTEGER PRIMARY KEY, version BIGINT NOT NULL);
