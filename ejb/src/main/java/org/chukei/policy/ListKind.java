package org.chukei.policy;

/** Which list a row holds, as it stands in the database. */
enum ListKind {
  PERMIT,
  CONNECTION
}
