/**
 * Receives a message and the outcomes that are final, and tells its sender: non-delivery notices of
 * RFC 3464, composed with Jakarta Mail. Storing and sending them is the queue's business.
 */
package org.chukei.notification;
