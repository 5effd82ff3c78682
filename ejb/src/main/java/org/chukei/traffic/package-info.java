/** What the mail log tells line by line, as numbers since the start. */
package org.chukei.traffic;
