/**
 * Addresses and networks, read strictly, compared without allocation. The rules and the listeners
 * share them.
 */
package org.chukei.network;
