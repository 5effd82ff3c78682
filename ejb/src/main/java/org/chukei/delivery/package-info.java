/**
 * Receives a stored message and some of its recipients, finds their next hop and hands the message
 * over: to another host by SMTP, or into a Maildir. Answers with one {@link
 * org.chukei.delivery.Outcome} a recipient. When to try, and when to give up, is the queue's
 * business.
 */
package org.chukei.delivery;
