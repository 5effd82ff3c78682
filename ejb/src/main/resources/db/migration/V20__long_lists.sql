-- A list of 100,000 entries with their conditions and notes.
ALTER TABLE network_list ALTER COLUMN text SET DATA TYPE VARCHAR(10000000);
