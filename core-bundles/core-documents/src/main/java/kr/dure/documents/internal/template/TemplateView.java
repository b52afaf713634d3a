package kr.dure.documents.internal.template;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A template in one language.
 *
 * @param body what is used
 * @param original what the app brings
 * @param own whether {@code body} is the tenant's own
 * @param changedAt when the tenant's own was changed last; null when there is none
 * @param changedBy by whom
 * @param sample what a preview is filled with: every name a template may use
 */
public record TemplateView(
        String id,
        String name,
        String language,
        String body,
        String original,
        boolean own,
        Instant changedAt,
        String changedBy,
        Map<String, ?> sample) {

    /**
     * A line of the list.
     *
     * @param own languages in which the tenant has its own version
     */
    public record Line(String id, String name, List<String> own) {}
}
