package org.chukei.notification;

import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/** A message of our own making, ready for the store: null reverse-path, one recipient. */
public record Notice(StoredEnvelope envelope, ContentSource content) {}
