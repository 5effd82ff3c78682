/** Who gets in to the console, and what a browser is told to forbid. */
package org.chukei.web.security;
