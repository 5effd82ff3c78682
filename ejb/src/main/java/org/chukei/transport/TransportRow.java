package org.chukei.transport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.chukei.account.RowSearch;
import org.chukei.config.TlsPolicy;

/** An entry in the words of an operator, who may have written it with another version of us. */
@Entity
@Table(name = "transport")
@IdClass(TransportRow.Key.class)
class TransportRow {

  static final RowSearch<TransportRow> SEARCH =
      new RowSearch<>(
          TransportRow.class,
          "r.recipient, r.sender",
          List.of("r.recipient", "r.sender", "LOWER(r.route)"));

  @Id private String recipient;
  @Id private String sender;
  private String route;
  private String tls;
  private String source;

  @Column(name = "login_user")
  private String user;

  @Column(name = "login_secret")
  private String secret;

  protected TransportRow() {}

  TransportRow(Transport entry) {
    recipient = entry.recipient().text();
    sender = entry.sender().text();
    route = entry.route().toString();
    tls = entry.tls().map(TlsPolicy::word).orElse("");
    source = entry.source().toString();
    user = entry.login().map(Login::user).orElse("");
    secret = entry.login().map(Login::secret).orElse("");
  }

  /** Columns, not entities: of 100,000 of these EclipseLink keeps half a kilobyte each. */
  static List<Transport> all(EntityManager em) {
    return em
        .createQuery(
            "SELECT t.recipient, t.sender, t.route, t.tls, t.source, t.user, t.secret"
                + " FROM TransportRow t ORDER BY t.recipient, t.sender",
            Object[].class)
        .getResultList()
        .stream()
        .map(columns -> Arrays.copyOf(columns, columns.length, String[].class))
        .map(row -> Transport.read(row[0], row[1], row[2], row[3], row[4], row[5], row[6]))
        .toList();
  }

  static List<Transport> page(EntityManager em, String contained, int first, int most) {
    return SEARCH.page(em, contained, first, most).stream().map(TransportRow::transport).toList();
  }

  private Transport transport() {
    return Transport.read(recipient, sender, route, tls, source, user, secret);
  }

  /** Recipient and sender. */
  public static class Key implements Serializable {

    private static final long serialVersionUID = 1;

    private String recipient;
    private String sender;

    public Key() {}

    Key(String recipient, String sender) {
      this.recipient = recipient;
      this.sender = sender;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && Objects.equals(recipient, that.recipient)
          && Objects.equals(sender, that.sender);
    }

    @Override
    public int hashCode() {
      return Objects.hash(recipient, sender);
    }
  }
}
