/** Notices who suddenly sends far more than before, and tells the postmaster. Stops nobody. */
package org.chukei.surge;
