package org.chukei.queue;

import org.chukei.connector.api.QueueId;
import org.chukei.smtp.ForwardPath;

/** A recipient whose queued mail an operator has done something to. */
public record Handled(QueueId queueId, ForwardPath recipient) {}
