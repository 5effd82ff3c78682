/** What the services say in English, in the reader's language. */
package org.chukei.language;
