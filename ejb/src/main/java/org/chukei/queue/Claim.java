package org.chukei.queue;

/**
 * A row that this node may work on until its lease runs out.
 *
 * @param attempts made so far
 * @param epoch tells this claim from later ones, of whatever node
 */
record Claim(Place place, int attempts, long epoch) {}
