/** Who changed what, when and by which door. */
package org.chukei.audit;
