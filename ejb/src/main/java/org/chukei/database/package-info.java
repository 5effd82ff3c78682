/**
 * The one database: which, how it is reached, its schema. What the tables mean is said where the
 * entities live.
 */
package org.chukei.database;
