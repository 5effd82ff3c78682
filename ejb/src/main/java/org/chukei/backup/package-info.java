/** Copies of database and queue while mail flows, for backups of {@code CHUKEI_HOME}. */
package org.chukei.backup;
