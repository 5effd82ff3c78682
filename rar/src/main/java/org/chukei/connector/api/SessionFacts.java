package org.chukei.connector.api;

import java.util.Optional;

/**
 * What a session knows about its peer when it asks a question.
 *
 * @param client who connected
 * @param helo the argument of EHLO or HELO, as given; empty before either
 * @param esmtp true after EHLO, false after HELO
 * @param tls the TLS version and cipher suite in use, {@code "TLSv1.3 TLS_AES_256_GCM_SHA384"};
 *     empty in the clear
 * @param clientCertificate SHA-256 of the certificate that the client has shown and has the key of,
 *     whoever signed it, 64 hex digits in lower case; empty for none
 * @param account the account that authenticated, as {@link Authentication.Granted} named it; empty
 *     for none
 * @param authOffer whether it could authenticate here
 */
public record SessionFacts(
    Client client,
    String helo,
    boolean esmtp,
    Optional<String> tls,
    Optional<String> clientCertificate,
    Optional<String> account,
    AuthOffer authOffer) {}
