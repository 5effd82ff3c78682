/**
 * The vocabulary of RFC 5321 in plain Java, shared by the adapter and the application. Values only:
 * nothing here knows a socket, a container or a database.
 */
package org.chukei.smtp;
