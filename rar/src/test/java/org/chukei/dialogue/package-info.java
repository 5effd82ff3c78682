/**
 * SMTP dialogues as files in the RFC's C:/S: form, and what runs them over any {@link
 * org.chukei.dialogue.Wire}: a session alone, or a server behind a socket. The files need the world
 * of {@link org.chukei.dialogue.ExampleWorld} behind the server. No test framework is used here, so
 * that every module's tests can run them.
 */
package org.chukei.dialogue;
