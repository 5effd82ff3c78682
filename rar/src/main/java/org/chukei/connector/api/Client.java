package org.chukei.connector.api;

import java.net.InetAddress;

/**
 * Who connects to us, as far as the network tells.
 *
 * @param service the door
 * @param address without scope id; an IPv4-mapped IPv6 address is given as IPv4
 * @param port the client's port, 1 to 65535
 */
public record Client(Service service, InetAddress address, int port) {}
