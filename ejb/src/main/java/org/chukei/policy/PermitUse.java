package org.chukei.policy;

import java.time.Instant;

/**
 * How often an entry of the permit list let a recipient pass.
 *
 * @param hits recipients
 * @param last when the last one was
 */
public record PermitUse(long hits, Instant last) {

  PermitUse plus(PermitUse other) {
    return new PermitUse(hits + other.hits, last.isAfter(other.last) ? last : other.last);
  }
}
