package org.chukei.connector.api;

/**
 * What one service has done since it was opened; a moment's view, the numbers may be apart by what
 * happened while they were read.
 *
 * @param openSessions connected now
 * @param sessions connected in all, the open ones included
 * @param handshakes of TLS, finished
 * @param failedHandshakes of TLS, likewise
 * @param withoutProxyHeader connections of proxies that were closed, because none came or a bad one
 * @param recipientsAccepted RCPTs, likewise the next two
 * @param messagesTaken contents answered with 2yz; deferred 4yz, refused 5yz
 */
public record ServiceCounts(
    long openSessions,
    long sessions,
    long handshakes,
    long failedHandshakes,
    long withoutProxyHeader,
    long recipientsAccepted,
    long recipientsDeferred,
    long recipientsRefused,
    long messagesTaken,
    long messagesDeferred,
    long messagesRefused) {}
