package kr.dure.storage.internal.export;

import java.util.regex.Pattern;

/** The names that an archive's entries may have; nothing else is read. */
final class EntryName {
    static final String FILES = "files.jsonl";
    static final String TABLES = "tables/";
    static final String CONTENTS = "contents/";
    static final String READABLE = "readable/";

    private static final String APP = "[a-z][a-z0-9-]{0,30}";
    private static final Pattern TABLE =
            Pattern.compile(TABLES + APP + "/[a-z][a-z0-9]{0,30}\\.[a-z_][a-z0-9_]{0,62}\\.jsonl");
    private static final Pattern FORM =
            Pattern.compile(READABLE + APP + "(/(?!\\.{1,2}(/|$))[^/\\\\:\\p{Cntrl}]{1,120}){1,4}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private EntryName() {}

    static String table(String app, String table) {
        return TABLES + app + "/" + table + ".jsonl";
    }

    static String content(String sha256) {
        return CONTENTS + sha256;
    }

    static String readable(String app, String name) {
        return READABLE + app + "/" + name;
    }

    /** The hash that a content's name says; null for any other entry. */
    static String contentHash(String name) {
        String hash = name.startsWith(CONTENTS) ? name.substring(CONTENTS.length()) : "";
        return hash(hash) ? hash : null;
    }

    static boolean hash(String text) {
        return text != null && HASH.matcher(text).matches();
    }

    /** Whether it is one that a manifest lists. */
    static boolean listed(String name) {
        return name != null && (name.equals(FILES) || TABLE.matcher(name).matches() || readable(name));
    }

    static boolean readable(String name) {
        return FORM.matcher(name).matches();
    }

    static boolean known(String name) {
        return name.equals(Manifest.NAME) || contentHash(name) != null || listed(name);
    }
}
