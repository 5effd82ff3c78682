/** What happened to each message: recorded, found again, told in a reader's language. */
package org.chukei.history;
