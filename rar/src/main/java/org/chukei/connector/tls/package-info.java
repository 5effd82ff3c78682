/**
 * The certificate that the services show: from files, from files that changed, or made by
 * ourselves. Knows nothing of sockets.
 */
package org.chukei.connector.tls;
