/**
 * Receives a message and the outcomes that are final, and tells its sender: non-delivery notices of
 * RFC 3464, composed with Jakarta Mail. Composes what the postmaster is told of the server's own
 * accord, too. Storing and sending them is the queue's business, or that of who tells.
 */
package org.chukei.notification;
