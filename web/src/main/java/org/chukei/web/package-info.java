/** What the REST API and the console share, and that both have started. */
package org.chukei.web;
