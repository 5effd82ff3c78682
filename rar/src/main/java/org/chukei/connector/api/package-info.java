/** What a message-driven bean sees of the adapter: the listener contract and its values. */
package org.chukei.connector.api;
