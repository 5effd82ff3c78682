-- Our own notices to senders: what fails of one is told to the postmaster. Those from before are not told apart.
ALTER TABLE message ADD COLUMN notice BOOLEAN DEFAULT FALSE NOT NULL;
