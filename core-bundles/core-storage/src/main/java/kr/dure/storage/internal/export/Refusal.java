package kr.dure.storage.internal.export;

import kr.dure.web.Invalid;

/** Why an archive is not taken, with the entry at fault. */
final class Refusal {
    private static final int SHOWN = 200;

    private Refusal() {}

    static Invalid of(String entry, String ko, String en) {
        String where = shown(entry);
        return new Invalid(where, where + ": " + ko, where + ": " + en);
    }

    /** Of the archive as a whole. */
    static Invalid whole(String ko, String en) {
        return new Invalid("file", ko, en);
    }

    /** A name that somebody else chose, fit to be shown in one line. */
    private static String shown(String name) {
        String plain = String.valueOf(name).replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
