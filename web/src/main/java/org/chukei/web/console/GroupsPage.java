package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.chukei.account.Group;
import org.chukei.account.Groups;

/** The groups, on the page of the accounts. */
@Named("groups")
@ViewScoped
public class GroupsPage extends TablePage<Group> {

  @Inject private Groups groups;

  private String address = "";
  private String members = "";
  private String owner = "";

  @Override
  String table() {
    return "groups:table";
  }

  @Override
  long count(String wanted) {
    return groups.count(wanted);
  }

  @Override
  List<Group> page(String wanted, int first, int most) {
    return groups.list(wanted, first, most);
  }

  @Override
  String key(Group row) {
    return row.address();
  }

  public void add() {
    String added = address.trim();
    List<String> each = members.lines().map(String::trim).filter(l -> !l.isEmpty()).toList();
    Optional<String> named = Optional.of(owner.trim()).filter(o -> !o.isEmpty());
    if (Attempt.at(() -> groups.add(added, each, named), "groups.added", added)) {
      address = "";
      members = "";
      owner = "";
    }
  }

  public void remove(String removed) {
    Attempt.at(() -> groups.remove(removed), "groups.removed", removed);
  }

  public String getAddress() {
    return address;
  }

  public void setAddress(String address) {
    this.address = address;
  }

  public String getOwner() {
    return owner;
  }

  public void setOwner(String owner) {
    this.owner = owner;
  }

  /** One address a line. */
  public String getMembers() {
    return members;
  }

  public void setMembers(String members) {
    this.members = members;
  }
}
