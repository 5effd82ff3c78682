/**
 * When mail is delivered: the active queue in memory, the rows of mail that waits, the schedule of
 * attempts, and what an operator may do with queued mail. What is owed is the store's to know; how
 * to deliver it is the delivery agent's.
 */
package org.chukei.queue;
