/** Keeps messages and what is owed of them, durably. Knows nothing of when and how to deliver. */
package org.chukei.store;
