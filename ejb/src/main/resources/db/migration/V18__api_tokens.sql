-- Which token opens the REST API in whose name: its SHA-256, in hexadecimal digits. It is random, so
-- that nobody finds it by guessing what was hashed.
ALTER TABLE console_users ADD COLUMN api_token VARCHAR(64);

CREATE UNIQUE INDEX console_users_api_token ON console_users (api_token);
