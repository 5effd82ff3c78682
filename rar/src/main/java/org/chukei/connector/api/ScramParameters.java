package org.chukei.connector.api;

/**
 * What a client has to know of an account before it can prove its password by SCRAM (RFC 5802 §3).
 *
 * @param salt in base64
 * @param iterations of PBKDF2
 */
public record ScramParameters(String salt, int iterations) {}
