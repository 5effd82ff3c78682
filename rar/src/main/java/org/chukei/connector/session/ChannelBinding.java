package org.chukei.connector.session;

/**
 * What ties an authentication to the TLS connection it is made on (RFC 5056), so that nobody in the
 * middle can pass it on.
 *
 * @param type {@code tls-server-end-point} (RFC 5929 §4)
 * @param data not to be changed
 */
public record ChannelBinding(String type, byte[] data) {}
