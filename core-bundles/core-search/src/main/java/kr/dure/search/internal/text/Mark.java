package kr.dure.search.internal.text;

/**
 * What to show as found.
 *
 * @param start offset of the first character, in UTF-16 units as JavaScript counts
 * @param end offset behind the last
 */
public record Mark(int start, int end) {}
