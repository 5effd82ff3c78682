/**
 * The operator's log as a typed API: one method per event, one line per event, the same keys in the
 * same order. Peer input is escaped here and nowhere else.
 */
package org.chukei.maillog;
