package kr.dure.sms.internal;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places in a text that differ from recipient to recipient: {@code #{이름}}. */
final class MergeFields {
    private static final Pattern FIELD = Pattern.compile("#\\{([^{}\\n]{1,40})}");

    private MergeFields() {}

    /** The names of a text's fields, in their order. */
    static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The text with its fields filled in; what has no value stays as it is. */
    static String fill(String text, Map<String, String> values) {
        return FIELD.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
    }
}
