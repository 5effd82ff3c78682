package org.chukei.web.console;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.ExternalContextFactory;
import jakarta.faces.context.ExternalContextWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseId;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets a form be posted by a browser that did not run the page's script, or not yet. That script
 * puts the page's nonce into each form, and PrimeFaces answers 500 where it is not there. But what
 * answers a whole page is a whole page, with a header of its own that names the nonce: none has to
 * come from the browser. Where a piece of a page is asked for, by script, it has to.
 */
public class WithoutScript extends ExternalContextFactory {

  private static final String NONCE = "primefaces.nonce";

  public WithoutScript(ExternalContextFactory wrapped) {
    super(wrapped);
  }

  @Override
  public ExternalContext getExternalContext(Object context, Object request, Object response) {
    return new Parameters(getWrapped().getExternalContext(context, request, response));
  }

  private static final class Parameters extends ExternalContextWrapper {

    Parameters(ExternalContext wrapped) {
      super(wrapped);
    }

    @Override
    public Map<String, String> getRequestParameterMap() {
      Map<String, String> given = super.getRequestParameterMap();
      FacesContext faces = FacesContext.getCurrentInstance();
      if (faces == null
          || faces.getCurrentPhaseId() != PhaseId.RENDER_RESPONSE
          || faces.getViewRoot() == null
          || given.containsKey(NONCE)
          || isForAPiece(given)) {
        return given;
      }
      Map<String, Object> ofTheView = faces.getViewRoot().getViewMap(false);
      if (ofTheView == null || !(ofTheView.get(NONCE) instanceof String nonce)) {
        return given;
      }
      Map<String, String> all = new HashMap<>(given);
      all.put(NONCE, nonce);
      return all;
    }

    /** As PrimeFaces tells it; its own answer would ask for the parameters again. */
    private boolean isForAPiece(Map<String, String> given) {
      return "partial/ajax".equals(getRequestHeaderMap().get("Faces-Request"))
          || Boolean.parseBoolean(given.get("jakarta.faces.partial.ajax"));
    }
  }
}
