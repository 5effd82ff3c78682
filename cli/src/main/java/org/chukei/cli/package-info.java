/**
 * The command line: a client of the running server's REST API, in one jar. Each command is a class
 * whose methods are its subcommands; {@link org.chukei.cli.Api} asks, {@link
 * org.chukei.cli.Terminal} shows.
 */
package org.chukei.cli;
