/** The settings, in one place: names, defaults, meaning, and how their text is read. */
package org.chukei.config;
