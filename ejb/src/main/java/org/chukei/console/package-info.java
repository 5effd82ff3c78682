/**
 * Who may operate the relay: the console's users with their passwords, the file with the first
 * password, and the token of the REST API. Mail accounts are another matter and live in {@code
 * org.chukei.account}; no console user can send mail, no mail account can log in here.
 */
package org.chukei.console;
