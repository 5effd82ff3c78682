package org.chukei.connector.ra;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import org.chukei.connector.api.SmtpListener;

/**
 * Ties a message-driven bean to the adapter. It has no properties: all settings are read from
 * {@link org.chukei.config.Settings}, which both sides share.
 */
@Activation(messageListeners = SmtpListener.class)
public class SmtpActivationSpec implements ActivationSpec {

  private ResourceAdapter resourceAdapter;

  @Override
  public ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter resourceAdapter) {
    this.resourceAdapter = resourceAdapter;
  }

  @Override
  public void validate() {
    // Nothing can be wrong.
  }
}
