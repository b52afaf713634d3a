package kr.dure.billing.internal;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** The reader's language: Korean unless English is asked for first. */
final class Languages {
    private Languages() {}

    static Locale of(HttpHeaders headers) {
        for (Locale locale : headers == null ? List.<Locale>of() : headers.getAcceptableLanguages()) {
            if (locale.getLanguage().equals("ko") || locale.getLanguage().equals("en")) {
                return locale;
            }
        }
        return Locale.KOREAN;
    }
}
