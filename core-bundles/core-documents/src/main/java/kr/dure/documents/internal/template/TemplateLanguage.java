package kr.dure.documents.internal.template;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.Writer;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.document.Markup;
import kr.dure.web.Invalid;

/**
 * Mustache over plain data. Everything is escaped before it gets there, so that it makes no difference how many braces a
 * template writes; no method of any object can be reached, and no other template.
 */
final class TemplateLanguage {
    static final int MAX_LENGTH = 200_000;

    private static final int MAX_OUTPUT = 2_000_000;
    private static final int MAX_DEPTH = 20;
    private static final Pattern LINE = Pattern.compile("(?:on|@|at) line (\\d+)|line (\\d+)");

    /** Maps and lists only; never the methods and fields of what is handed in. */
    private static final Mustache.Collector COLLECTOR = new BasicCollector() {
        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            return context instanceof Map || name.equals(".") || name.equals("this")
                    ? super.createFetcher(context, name)
                    : null;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new HashMap<>();
        }
    };

    private final Mustache.Compiler lenient = Mustache.compiler()
            .withEscaper(Escapers.NONE)
            .withCollector(COLLECTOR)
            .emptyStringIsFalse(true)
            .defaultValue("")
            .withLoader(name -> {
                throw new MustacheException("A template uses no other.");
            });

    /** Tells which name is unknown; a value may be null. */
    private final Mustache.Compiler strict = Mustache.compiler()
            .withEscaper(Escapers.NONE)
            .withCollector(COLLECTOR)
            .emptyStringIsFalse(true)
            .nullValue("")
            .strictSections(true)
            .withLoader(lenient.loader);

    /** @throws Invalid when the result is too long */
    String fill(String body, Map<String, ?> data) {
        return fill(lenient, body, data);
    }

    /**
     * Fills a template that somebody has written with the sample.
     *
     * @throws Invalid naming {@code body}, with the line and what is wrong there
     */
    String check(String body, Map<String, ?> sample) {
        if (body == null || body.isBlank()) {
            throw new Invalid("body", "템플릿이 비어 있습니다.", "The template is empty.");
        }
        if (body.length() > MAX_LENGTH) {
            throw new Invalid(
                    "body", "템플릿은 " + MAX_LENGTH + "자까지입니다.", "A template has at most " + MAX_LENGTH + " characters.");
        }
        int open = body.lastIndexOf("{{");
        if (open > body.lastIndexOf("}}")) {
            // To the library this is text.
            long line = body.substring(0, open).lines().count() + (open == 0 || body.charAt(open - 1) == '\n' ? 1 : 0);
            throw new Invalid("body", line + "행: '{{'가 닫히지 않았습니다.", "Line " + line + ": '{{' is not closed.");
        }
        try {
            return fill(strict, body, sample);
        } catch (MustacheException.Context unknown) {
            throw new Invalid(
                    "body",
                    unknown.lineNo + "행: '" + unknown.key + "'(이)라는 값은 없습니다.",
                    "Line " + unknown.lineNo + ": there is no value '" + unknown.key + "'.");
        } catch (MustacheException broken) {
            Matcher line = LINE.matcher(String.valueOf(broken.getMessage()));
            String number = line.find() ? line.group(1) != null ? line.group(1) : line.group(2) : "?";
            throw new Invalid(
                    "body",
                    number + "행: 템플릿 문법이 잘못되었습니다 (" + broken.getMessage() + ").",
                    "Line " + number + ": the template is broken (" + broken.getMessage() + ").");
        }
    }

    private static String fill(Mustache.Compiler compiler, String body, Map<String, ?> data) {
        Template template = compiler.compile(body);
        Bounded out = new Bounded();
        template.execute(plain(data, 0), out);
        return out.toString();
    }

    /** A copy in which text is escaped and nothing is left but maps, lists, text, booleans and nothing. */
    private static Object plain(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("The data of a template are nested too deep.");
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Markup markup) {
            return MarkupCleaner.clean(markup.html());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(String.valueOf(key), plain(inner, depth + 1)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(inner -> plain(inner, depth + 1))
                    .collect(java.util.ArrayList::new, java.util.ArrayList::add, java.util.ArrayList::addAll);
        }
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof TemporalAccessor
                || value instanceof Enum<?>
                || value instanceof java.util.UUID) {
            return Escapers.HTML.escape(value.toString());
        }
        throw new IllegalArgumentException(
                "No value of a template: " + value.getClass().getName());
    }

    /** A few sections in each other make gigabytes of a small list. */
    private static final class Bounded extends Writer {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] buffer, int offset, int length) {
            if (text.length() + length > MAX_OUTPUT) {
                throw new Invalid(
                        "body",
                        "채운 문서가 " + MAX_OUTPUT + "자를 넘습니다.",
                        "The filled document has more than " + MAX_OUTPUT + " characters.");
            }
            text.append(buffer, offset, length);
        }

        @Override
        public void flush() throws IOException {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing to end.
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
