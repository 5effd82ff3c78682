package org.chukei.web.console;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** Rows of a table that asks for one page at a time. */
final class Rows<T> extends LazyDataModel<T> {

  private final transient LongSupplier count;
  private final transient Page<T> page;
  private final transient Function<T, String> key;

  @FunctionalInterface
  interface Page<T> {
    List<T> of(int first, int most);
  }

  /**
   * @param key tells a row from all others
   */
  Rows(LongSupplier count, Page<T> page, Function<T, String> key) {
    this.count = count;
    this.page = page;
    this.key = key;
  }

  @Override
  public int count(Map<String, FilterMeta> filters) {
    return (int) Math.min(Integer.MAX_VALUE, count.getAsLong());
  }

  @Override
  public List<T> load(
      int first, int pageSize, Map<String, SortMeta> sort, Map<String, FilterMeta> filters) {
    return page.of(first, pageSize);
  }

  @Override
  public String getRowKey(T row) {
    return key.apply(row);
  }
}
