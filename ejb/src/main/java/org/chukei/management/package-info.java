/** What an operator's tools see: MXBeans on the platform's MBean server, and health. */
package org.chukei.management;
