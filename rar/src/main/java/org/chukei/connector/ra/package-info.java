/**
 * The container: life cycle, threads, the message-driven bean, JMX. The only package that knows
 * Jakarta Connectors.
 */
package org.chukei.connector.ra;
