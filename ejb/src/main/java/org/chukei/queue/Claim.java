package org.chukei.queue;

import java.util.Optional;
import org.chukei.config.HostPort;

/**
 * A row that this node may work on until its lease runs out.
 *
 * @param attempts made so far
 * @param epoch tells this claim from later ones, of whatever node
 * @param route where an operator sends it
 */
record Claim(Place place, int attempts, long epoch, Optional<HostPort> route) {}
