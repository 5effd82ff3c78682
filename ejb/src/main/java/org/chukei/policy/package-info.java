/**
 * What may be relayed: the permit list and the connection list, the order of decision, and why a
 * mail was accepted or refused (relay-rules.md).
 */
package org.chukei.policy;
