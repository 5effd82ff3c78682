package org.chukei.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.annotation.FacesConfig;
import jakarta.security.enterprise.authentication.mechanism.http.CustomFormAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.LoginToContinue;

/** The console is entered by our own login page, which then leads on to the page asked for. */
@FacesConfig
@CustomFormAuthenticationMechanismDefinition(
    loginToContinue =
        @LoginToContinue(
            loginPage = "/login.xhtml?continue=true",
            useForwardToLogin = false,
            errorPage = ""))
@ApplicationScoped
public class ConsoleSecurity {}
