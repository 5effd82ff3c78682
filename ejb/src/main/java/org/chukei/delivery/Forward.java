package org.chukei.delivery;

import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * What a recipient owes to members that have no Maildir here: a message of its own, ready for the
 * store, whose queue id is derived from the original's.
 */
public record Forward(StoredEnvelope envelope, ContentSource content) {}
