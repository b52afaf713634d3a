package kr.dure.documents.internal.template;

import java.util.Locale;
import kr.dure.web.BadRequest;

/** The two languages of templates. */
final class Language {
    private Language() {}

    /** {@code ko} or {@code en} of a locale. */
    static String of(Locale locale) {
        return "en".equals(locale.getLanguage()) ? "en" : "ko";
    }

    /** @throws BadRequest for anything but {@code ko} and {@code en} */
    static Locale parse(String language) {
        if ("ko".equals(language)) {
            return Locale.KOREAN;
        }
        if ("en".equals(language)) {
            return Locale.ENGLISH;
        }
        throw new BadRequest("language", "language는 ko 또는 en입니다.", "language is ko or en.");
    }
}
