-- What is due in the order in which it is claimed, and what a node works on: an index in which the first rows are found
-- without sorting all that match. It begins with the owner, because "held" first would draw listings away from the order
-- of the primary key.
DROP INDEX retry_due;
CREATE INDEX retry_due ON retry (owner, held, next_attempt, queue_id, place);
