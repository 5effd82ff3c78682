package org.chukei.policy;

import org.chukei.network.Network;

/**
 * One entry of the permit list.
 *
 * @param line its line in the text, from 1
 */
public record PermitEntry(int line, Network network) {}
