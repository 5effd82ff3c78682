/**
 * Nodes that share a database and the mail in it: who of them lives, and who takes over what one
 * that died has left (docs/adr/0016-a-dead-nodes-mail-is-taken-over.md). A node whose store is its
 * own has no part in it.
 */
package org.chukei.cluster;
