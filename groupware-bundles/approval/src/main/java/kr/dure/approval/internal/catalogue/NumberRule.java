package kr.dure.approval.internal.catalogue;

/**
 * How a form's documents are numbered (문서번호).
 *
 * @param pattern with tokens, e.g. <code>{dept}-{year}-{serial:5}</code>
 * @param scope what has a counter of its own
 */
public record NumberRule(String pattern, Scope scope) {
    /** What a counter counts for, each year anew. */
    public enum Scope {
        /** Each department of drafters. */
        DEPARTMENT,
        /** Each form. */
        FORM,
        /** The whole company. */
        COMPANY
    }
}
