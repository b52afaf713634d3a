package kr.dure.addons.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may not stand in an add-on's migrations. */
final class Sql {
    /** With these a script would leave its own schema and role. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "(?i)\\b(reset\\s+(role|all|session)|set\\s+((session|local)\\s+)?(role|session\\s+authorization|search_path)"
                    + "|discard\\s+all|grant|revoke|set_config|copy"
                    + "|create\\s+(or\\s+replace\\s+)?(function|procedure|extension|role|user|view|materialized|trigger"
                    + "|policy|rule|schema|database|server|publication|subscription|event)"
                    + "|alter\\s+(role|user|system|default|database|schema|policy)|drop\\s+(schema|role|policy|database)"
                    + "|security\\s+definer|row\\s+level\\s+security|owner\\s+to|dblink\\w*|lo_\\w+|pg_read\\w*|pg_ls\\w*"
                    + "|begin|commit|rollback)\\b");

    private static final Pattern BLOCK = Pattern.compile("(?i)\\bdo\\s*(\\$|language|'')");

    private static final Pattern DESTRUCTIVE = Pattern.compile(
            "(?i)\\b(drop\\s+(table|column)|drop\\s+constraint|rename\\s+(to|column)|alter\\s+(column\\s+)?\\w+\\s+(set\\s+data\\s+)?type"
                    + "|truncate|delete\\s+from)\\b");

    private static final Pattern QUALIFIED = Pattern.compile(
            "(?i)\\b(?:table(?:\\s+if(?:\\s+not)?\\s+exists)?|references|into|update|from|join|on)\\s+\"?([a-z0-9_]+)\"?\\s*\\.\\s*\"?[a-z0-9_]+");

    private Sql() {}

    /** A script without comments and texts, so that words in them do not count. */
    static String bare(String sql) {
        return sql.replaceAll("--[^\\n]*", " ")
                .replaceAll("(?s)/\\*.*?\\*/", " ")
                .replaceAll("(?s)'(?:[^']|'')*'", "''");
    }

    /** The first statement that leaves the app's own schema or rights. */
    static Optional<String> forbidden(String sql) {
        String bare = bare(sql);
        if (BLOCK.matcher(bare).find()) {
            return Optional.of("DO");
        }
        Matcher matcher = FORBIDDEN.matcher(bare);
        return matcher.find() ? Optional.of(matcher.group().replaceAll("\\s+", " ")) : Optional.empty();
    }

    /** The schemas it names other than {@code own}. */
    static List<String> foreignSchemas(String sql, String own) {
        return QUALIFIED
                .matcher(bare(sql))
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .filter(schema -> !schema.equals(own))
                .distinct()
                .toList();
    }

    /** What would leave an older version without something it needs. */
    static Optional<String> destructive(String sql) {
        Matcher matcher = DESTRUCTIVE.matcher(bare(sql));
        return matcher.find() ? Optional.of(matcher.group().replaceAll("\\s+", " ")) : Optional.empty();
    }
}
