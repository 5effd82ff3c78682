package org.chukei.notification;

import java.util.Set;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * A message of our own making, ready for the store: null reverse-path, one recipient, and a queue
 * id derived from the original's where it tells of one.
 *
 * @param about the original's recipients that it tells of, by position; empty where there is none
 */
public record Notice(StoredEnvelope envelope, ContentSource content, Set<Integer> about) {}
