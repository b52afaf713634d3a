package kr.dure.approval.internal.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.web.Invalid;

/**
 * How a document's number looks: text with tokens, e.g. {@code {dept}-{year}-{serial:5}} → 총무-2026-00123 or
 * {@code 제{year}-{serial:3}호} → 제2026-123호.
 *
 * <p>Tokens: {@code {company}}, {@code {dept}}, {@code {form}} – the short names of company, department and form –
 * {@code {year}} with four digits, and {@code {serial:3}}, {@code {serial:5}} or {@code {serial:7}}, filled up with zeros; a
 * serial with more digits keeps all of them. A year's serial begins with 1, so {@code {year}} and one serial are a must.
 */
public final class NumberPattern {
    public static final int MAX_LENGTH = 60;

    private static final int MAX_NAME = 20;
    private static final Pattern TOKEN = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern LITERAL = Pattern.compile("[\\p{L}\\p{N} ._/()\\[\\]#-]*");
    private static final Set<String> NAMES =
            Set.of("company", "dept", "form", "year", "serial:3", "serial:5", "serial:7");

    private final String pattern;
    private final List<String> tokens;

    private NumberPattern(String pattern, List<String> tokens) {
        this.pattern = pattern;
        this.tokens = List.copyOf(tokens);
    }

    /**
     * What a number is made of.
     *
     * @param company short name, may be empty
     * @param department short name, may be empty
     * @param form short name, may be empty
     * @param year four digits, in Korea
     * @param serial 1 or more
     */
    public record Parts(String company, String department, String form, int year, long serial) {
        public Parts {
            Objects.requireNonNull(company, "company");
            Objects.requireNonNull(department, "department");
            Objects.requireNonNull(form, "form");
            if (year < 1000 || year > 9999 || serial < 1) {
                throw new IllegalArgumentException("A number has a year and a serial.");
            }
        }
    }

    /**
     * Reads a pattern.
     *
     * @param field named when it is none
     * @throws Invalid 422
     */
    public static NumberPattern parse(String pattern, String field) {
        if (pattern == null || pattern.isBlank() || pattern.length() > MAX_LENGTH) {
            throw new Invalid(
                    field,
                    "문서번호 형식은 1자부터 " + MAX_LENGTH + "자까지입니다.",
                    "A number's pattern has 1 to " + MAX_LENGTH + " characters.");
        }
        Matcher matcher = TOKEN.matcher(pattern);
        List<String> tokens = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            rest.append(pattern, from, matcher.start());
            from = matcher.end();
            String token = matcher.group(1);
            if (!NAMES.contains(token)) {
                throw new Invalid(
                        field,
                        "모르는 토큰입니다: {" + token
                                + "}. 쓸 수 있는 토큰: {company} {dept} {form} {year} {serial:3} {serial:5} {serial:7}",
                        "There is no token {" + token
                                + "}; there are {company} {dept} {form} {year} {serial:3} {serial:5} {serial:7}.");
            }
            tokens.add(token);
        }
        rest.append(pattern, from, pattern.length());
        if (!LITERAL.matcher(rest).matches()) {
            throw new Invalid(
                    field,
                    "문서번호에는 글자, 숫자, 빈칸과 . _ / ( ) [ ] # - 만 씁니다.",
                    "A number has letters, digits, blanks and . _ / ( ) [ ] # - only.");
        }
        long serials =
                tokens.stream().filter(token -> token.startsWith("serial")).count();
        if (serials != 1 || tokens.stream().filter("year"::equals).count() != 1) {
            throw new Invalid(
                    field,
                    "{year}와 {serial:…}이 한 번씩 있어야 합니다. 일련번호는 해마다 1부터 시작합니다.",
                    "There must be one {year} and one {serial:…}: serials begin with 1 each year.");
        }
        return new NumberPattern(pattern, tokens);
    }

    /** Whether numbers of different departments differ, as they must when each department counts by itself. */
    public boolean hasDepartment() {
        return tokens.contains("dept");
    }

    /** Whether numbers of different forms differ, as they must when each form counts by itself. */
    public boolean hasForm() {
        return tokens.contains("form");
    }

    /** The number. A short name that is missing leaves no separator behind. */
    public String format(Parts parts) {
        Matcher matcher = TOKEN.matcher(pattern);
        StringBuilder number = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            String before = pattern.substring(from, matcher.start());
            String value = value(matcher.group(1), parts);
            from = matcher.end();
            number.append(before);
            number.append(value);
            if (value.isEmpty() && from < pattern.length() && "-_/. ".indexOf(pattern.charAt(from)) >= 0) {
                from++;
            }
        }
        return number.append(pattern, from, pattern.length()).toString();
    }

    private static String value(String token, Parts parts) {
        return switch (token) {
            case "company" -> name(parts.company());
            case "dept" -> name(parts.department());
            case "form" -> name(parts.form());
            case "year" -> Integer.toString(parts.year());
            default -> {
                int digits = token.charAt(token.length() - 1) - '0';
                String serial = Long.toString(parts.serial());
                yield "0".repeat(Math.max(0, digits - serial.length())) + serial;
            }
        };
    }

    private static String name(String name) {
        String clean = name.strip();
        int length = clean.codePointCount(0, clean.length());
        return length <= MAX_NAME ? clean : clean.substring(0, clean.offsetByCodePoints(0, MAX_NAME));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return pattern;
    }
}
