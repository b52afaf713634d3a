package kr.dure.storage.internal;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import kr.dure.web.Invalid;

/** What files are called: on the way in, and in the header of a download. */
final class FileNames {
    static final int MAX = 255;

    private FileNames() {}

    /**
     * The name without a path, in NFC, as it is kept.
     *
     * @throws Invalid naming {@code name}
     */
    static String of(String given) {
        String name = given == null ? "" : given;
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        name = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
        boolean plain = name.codePoints()
                .allMatch(c -> !Character.isISOControl(c)
                        && Character.isDefined(c)
                        && Character.getType(c) != Character.SURROGATE
                        // Signs that are not seen and turn the direction: "exe.gpj" must not read "jpg.exe".
                        && !(Character.getType(c) == Character.FORMAT && c != 0x200d && c != 0x200c)
                        && Character.getType(c) != Character.LINE_SEPARATOR
                        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR);
        if (name.isEmpty() || name.equals(".") || name.equals("..") || !plain || name.length() > MAX) {
            throw new Invalid(
                    "name",
                    "파일 이름은 1~" + MAX + "자여야 하고, 보이지 않는 문자를 쓸 수 없습니다.",
                    "A file's name has 1 to " + MAX + " characters, none of them invisible.");
        }
        return name;
    }

    /** {@code Content-Disposition} as RFC 6266 has it: an ASCII name for old clients, the real one for all others. */
    static String disposition(boolean inline, String name) {
        StringBuilder ascii = new StringBuilder();
        name.codePoints()
                .forEach(
                        c -> ascii.append(c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '%' ? (char) c : '_'));
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "!#$&+-.^_`|~".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", b & 0xff));
        }
        return (inline ? "inline" : "attachment") + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
