package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.chukei.account.Group;
import org.chukei.account.Groups;

/** The groups, on the page of the accounts. */
@Named("groups")
@ViewScoped
public class GroupsPage implements Serializable {

  @Inject private Groups groups;

  private String address = "";
  private String members = "";

  public List<Group> getGroups() {
    return groups.list();
  }

  public void add() {
    String added = address.trim();
    List<String> each = members.lines().map(String::trim).filter(l -> !l.isEmpty()).toList();
    if (Attempt.at(() -> groups.add(added, each), "groups.added", added)) {
      address = "";
      members = "";
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

  /** One address a line. */
  public String getMembers() {
    return members;
  }

  public void setMembers(String members) {
    this.members = members;
  }
}
