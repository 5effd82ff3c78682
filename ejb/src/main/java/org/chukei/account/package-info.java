/**
 * Who is local: the domains this server is responsible for, their accounts, aliases, groups and
 * grants, and how an account proves itself. The services here change them; {@link
 * org.chukei.account.Directory} answers from memory.
 */
package org.chukei.account;
