-- How many recipients a sender had in its busiest hour of a day, by which a surge is told. Kept for a week.
CREATE TABLE sender_peak (
  node       VARCHAR(255) NOT NULL,
  sender     VARCHAR(400) NOT NULL,  -- account or client, as it is shown
  day_number BIGINT NOT NULL,        -- since 1970, UTC
  recipients INTEGER NOT NULL,
  PRIMARY KEY (node, sender, day_number)
);
