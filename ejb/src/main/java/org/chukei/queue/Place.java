package org.chukei.queue;

import org.chukei.connector.api.QueueId;

/** One recipient of one message. */
record Place(QueueId queueId, int position) {}
