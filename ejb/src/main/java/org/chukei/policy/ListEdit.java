package org.chukei.policy;

import java.util.OptionalLong;

/**
 * A list to be saved.
 *
 * @param text one entry a line, at most 10,000,000 characters
 * @param basedOn the version that was edited: if another has been saved since, nothing is saved
 *     ({@link org.chukei.account.ConflictException}); empty: whatever is there is replaced
 */
public record ListEdit(String text, OptionalLong basedOn, ChangedBy by) {}
