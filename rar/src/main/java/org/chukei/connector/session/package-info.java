/**
 * The SMTP session as a state machine in plain Java: a command in, a step out. No sockets, no
 * threads, no container; nothing here blocks.
 */
package org.chukei.connector.session;
