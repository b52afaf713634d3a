package kr.dure.document;

import java.util.Locale;
import java.util.Map;

/**
 * Templates filled with data. A tenant's own version, if there is one, takes the place of what the app brings
 * ({@link TemplateSource}). The language is Mustache: {@code {{name}}}, {@code {{#items}}…{{/items}}},
 * {@code {{^items}}…{{/items}}}, {@code {{! remark }}}; nothing is computed in a template.
 *
 * <p>Values are text, numbers, booleans, dates and times, {@link Markup}, lists and maps of these; format numbers and dates
 * before. Text is always escaped, also in triple braces.
 */
public interface Templates {
    /**
     * The HTML of a template of the current tenant, for {@link PdfRenderer} or a mail.
     *
     * @param id of the template, e.g. {@code billing.invoice}
     * @param language Korean or English
     * @param data what the template names; a name that is missing is left empty
     * @throws kr.dure.web.NotFound when no installed app brings such a template
     * @throws kr.dure.web.Invalid 422 when the HTML grows beyond 2,000,000 characters
     * @throws IllegalArgumentException when the data hold anything else than the above
     */
    String fill(String id, Locale language, Map<String, ?> data);
}
