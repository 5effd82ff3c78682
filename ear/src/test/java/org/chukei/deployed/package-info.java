/**
 * Tests of the assembled thing: a server that {@code ./chukei run} started, a stock client or a
 * socket in front of it, a next hop of ours behind it. {@link org.chukei.deployed.RunningRelay} is
 * the server, {@link org.chukei.deployed.SharedRelay} lends one to many test classes, {@link
 * org.chukei.deployed.NextHop} is where it delivers to.
 */
package org.chukei.deployed;
