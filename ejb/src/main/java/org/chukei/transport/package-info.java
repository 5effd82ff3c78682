/**
 * The transport table: which way mail for a domain takes. Operators change it while mail flows;
 * delivery asks the copy in memory. How mail goes that way is {@code delivery}'s business.
 */
package org.chukei.transport;
