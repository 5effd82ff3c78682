/** What goes on now, for who looks at the dashboard. */
package org.chukei.recent;
