package kr.dure.approval.internal.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kr.dure.approval.internal.Korea;
import kr.dure.approval.internal.form.CheckedValues;
import kr.dure.approval.internal.form.Form;
import kr.dure.approval.internal.form.FormContext;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.storage.StoredFile;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;

/** What stands in a document: checked by its form, sealed by a hash. */
final class Contents {
    private static final int LONGEST = 1_000_000;

    private Contents() {}

    /** The values of a draft: what is there is right. */
    static String draft(Form form, Map<String, Object> values, Who drafter, Instant at, People people) {
        return bounded(form.checkDraft(values, context(drafter, at, null, people)));
    }

    /** The values as they go along the line: whole, and computed by the server. */
    static CheckedValues submitted(
            Form form, Map<String, ?> values, Who drafter, Instant at, String number, People people) {
        CheckedValues checked = form.check(values, context(drafter, at, number, people));
        bounded(checked);
        return checked;
    }

    /** The values with the number the document was given. */
    static String numbered(Form form, String content, String number) {
        CheckedValues values = new CheckedValues(FormJson.values(content), Map.of());
        return FormJson.write(form.numbered(values, number).values());
    }

    /** @throws Invalid naming fields that another system has locked and somebody changed */
    static void unlocked(List<String> locked, String before, Map<String, ?> after) {
        if (locked.isEmpty()) {
            return;
        }
        Map<String, Object> old = FormJson.values(before);
        Map<String, Object> next = FormJson.values(FormJson.write(new HashMap<>(after)));
        Invalid.Checks checks = new Invalid.Checks();
        for (String field : locked) {
            checks.check(
                    Objects.equals(old.get(field), next.get(field)),
                    "values." + field,
                    "다른 시스템이 기안한 값이라 바꿀 수 없습니다.",
                    "This value comes from another system and cannot be changed.");
        }
        checks.done();
    }

    /** SHA-256 of the title, the values and the attachments. */
    static String hash(String title, String content, List<StoredFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(title.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(content.getBytes(StandardCharsets.UTF_8));
            for (StoredFile file : files) {
                digest.update((byte) 0);
                digest.update(file.sha256().getBytes(StandardCharsets.UTF_8));
                digest.update(file.name().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FormContext context(Who drafter, Instant at, String number, People people) {
        return new FormContext(
                drafter.name(),
                drafter.position() == null ? "" : drafter.position(),
                drafter.departmentName() == null ? "" : drafter.departmentName(),
                Tenants.current().name(),
                Korea.day(at),
                number,
                people);
    }

    private static String bounded(CheckedValues checked) {
        String json = FormJson.write(checked.values());
        if (json.length() > LONGEST) {
            throw new Invalid("values", "문서 내용이 너무 깁니다.", "The content is too long.");
        }
        return json;
    }
}
