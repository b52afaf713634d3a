package kr.dure.identity.internal.organisation;

import kr.dure.web.BadRequest;

/** A query parameter that says {@code true} or {@code false}, and nothing else. */
final class YesNo {
    private YesNo() {}

    static boolean read(String name, String value, boolean absent) {
        if (value == null) {
            return absent;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequest(name, name + "는 true 또는 false입니다.", name + " is true or false.");
        };
    }
}
