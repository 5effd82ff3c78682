/**
 * Reads what other mail servers keep of networks that may relay, and turns it into a permit list
 * that permits the same addresses, no more and no fewer. Plain Java.
 */
package org.chukei.policy.importing;
