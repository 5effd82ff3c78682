/** How much a client or an account may have in a minute or an hour, and who else says it is bad. */
package org.chukei.limit;
