package kr.dure.product;

import java.util.Locale;

/**
 * A short text in the platform's two languages.
 *
 * @param ko Korean
 * @param en English
 */
public record Text(String ko, String en) {
    /** The text for {@code locale}: English for English, otherwise Korean. */
    public String in(Locale locale) {
        return "en".equals(locale.getLanguage()) ? en : ko;
    }
}
