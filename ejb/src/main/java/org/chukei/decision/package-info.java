/**
 * The decisions that were made: recorded, found again, explained, and made again by other rules.
 */
package org.chukei.decision;
