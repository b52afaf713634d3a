package kr.dure.billing.internal;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;

/** The language of an answer. */
final class Language {
    private Language() {}

    /** The first language of {@code Accept-Language} that the platform speaks; Korean when it names none. */
    static Locale of(HttpHeaders headers) {
        for (Locale locale : headers.getAcceptableLanguages()) {
            if (locale.getLanguage().equals("en")) {
                return Locale.ENGLISH;
            }
            if (locale.getLanguage().equals("ko")) {
                return Locale.KOREAN;
            }
        }
        return Locale.KOREAN;
    }
}
