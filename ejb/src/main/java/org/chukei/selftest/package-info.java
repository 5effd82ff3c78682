/** The server tries whether it is an open relay. */
package org.chukei.selftest;
