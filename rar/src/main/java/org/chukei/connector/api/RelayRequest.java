package org.chukei.connector.api;

import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;

/** The question of one RCPT command: may this client send from this sender to this recipient? */
public record RelayRequest(SessionFacts session, ReversePath sender, ForwardPath recipient) {}
