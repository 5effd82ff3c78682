/** What the REST API and the console share. */
package org.chukei.web;
