package kr.dure.document;

import java.util.Objects;

/**
 * HTML as a value for a template, e.g. the body of a form that somebody wrote in an editor. What could do harm or reach
 * beyond its place on the page is taken out when it is filled in: scripts, styles but a few plain ones, forms, positions.
 *
 * @param html not null; may be sloppy
 */
public record Markup(String html) {
    public Markup {
        Objects.requireNonNull(html, "html");
    }
}
