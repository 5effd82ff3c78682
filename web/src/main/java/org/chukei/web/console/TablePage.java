package org.chukei.web.console;

import java.util.List;
import org.primefaces.model.LazyDataModel;

/**
 * What the pages have in common whose table may have 100,000 rows: the database is asked for the
 * ones that are shown.
 */
public abstract class TablePage<T> extends SearchPage {

  /** How many rows fit what is wanted. */
  abstract long count(String wanted);

  /** Some of them. */
  abstract List<T> page(String wanted, int first, int most);

  /** Tells a row from all others. */
  abstract String key(T row);

  /** A page at a time. */
  public LazyDataModel<T> getRows() {
    return OfRequest.get(
        getClass(),
        () ->
            new Rows<>(
                () -> count(getWanted()),
                (first, most) -> page(getWanted(), first, most),
                this::key));
  }
}
