package kr.dure.web.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Texts that can be kept: PostgreSQL has no place for U+0000. */
final class PlainText extends StringDeserializer {
    private static final long serialVersionUID = 1L;

    static SimpleModule module() {
        return new SimpleModule("plain-text")
                .addDeserializer(String.class, new PlainText())
                .addKeyDeserializer(String.class, new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
                        return check(key, context);
                    }
                });
    }

    /** Whether {@code text} can be kept. */
    static boolean storable(String text) {
        return text.indexOf('\0') < 0;
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return check(super.deserialize(parser, context), context);
    }

    private static String check(String text, DeserializationContext context) throws IOException {
        return text == null || storable(text)
                ? text
                : (String) context.handleWeirdStringValue(String.class, text, "U+0000 is no text");
    }
}
