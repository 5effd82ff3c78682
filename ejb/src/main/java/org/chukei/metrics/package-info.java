/**
 * How things are counted and measured where they happen, cheaply enough for the way of a message.
 * What is shown of it, and under which names, is {@link org.chukei.management}'s business.
 */
package org.chukei.metrics;
