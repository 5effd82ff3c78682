-- Why an operator has stopped it, in his own words; empty where he did not say.
ALTER TABLE pause ADD COLUMN reason VARCHAR(300) DEFAULT '' NOT NULL;
