package org.chukei.console;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

/** One who may log in to the console. */
@Entity
@Table(name = "console_users")
class ConsoleUser {

  @Id
  @Column(name = "name")
  private String name;

  @Enumerated(EnumType.STRING)
  @Column(name = "user_role")
  private Role role;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "api_token")
  private String apiToken;

  /** For JPA. */
  protected ConsoleUser() {}

  ConsoleUser(String name, Role role, PasswordHash password) {
    this.name = name;
    this.role = role;
    this.passwordHash = password.text();
  }

  String name() {
    return name;
  }

  void role(Role role) {
    this.role = role;
  }

  Role role() {
    return role;
  }

  PasswordHash password() {
    return PasswordHash.parse(passwordHash);
  }

  void password(PasswordHash password) {
    passwordHash = password.text();
  }

  boolean hasToken() {
    return apiToken != null;
  }

  /**
   * @param sha256 of the token, in hexadecimal digits; empty: none any more
   */
  void token(Optional<String> sha256) {
    apiToken = sha256.orElse(null);
  }
}
