/**
 * Octets: sockets, lines, content, time-outs. The only package that knows Netty; it moves what it
 * reads into a {@link org.chukei.connector.session.Session} and does what that says.
 */
package org.chukei.connector.netty;
