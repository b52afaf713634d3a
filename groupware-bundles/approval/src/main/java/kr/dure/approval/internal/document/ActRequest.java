package kr.dure.approval.internal.document;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import kr.dure.approval.internal.line.Act;
import kr.dure.web.Invalid;

/**
 * An act as it comes over the API.
 *
 * @param act {@code approve}, {@code add-approver} …
 * @param version the version of the document that the person has seen
 * @param to for a rejection: {@code DRAFTER} (also when null) or {@code PREVIOUS}
 * @param account whom it is about
 * @param accounts the line inside a department
 * @param question which one is answered
 * @param insert the step to add
 */
public record ActRequest(
        String act,
        Integer version,
        UUID step,
        String comment,
        String to,
        UUID account,
        List<UUID> accounts,
        UUID question,
        LineStep insert) {
    private static final int LONGEST_COMMENT = 2_000;

    /** An act that says nothing but what it is. */
    public static ActRequest of(Act act, int version, UUID step, String comment) {
        return new ActRequest(act.word(), version, step, comment, null, null, null, null, null);
    }

    /** @throws Invalid naming what is wrong */
    Act checked() {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(act != null && Act.of(act).isPresent(), "act", "그런 결재 행위가 없습니다.", "There is no such act.");
        checks.check(version != null, "version", "문서의 판 번호가 필요합니다.", "version is required.");
        checks.check(
                comment == null || comment.length() <= LONGEST_COMMENT,
                "comment",
                "의견은 " + LONGEST_COMMENT + "자까지입니다.",
                "A comment has at most " + LONGEST_COMMENT + " characters.");
        checks.check(
                to == null || to.equals("DRAFTER") || to.equals("PREVIOUS"),
                "to",
                "to 값은 DRAFTER 또는 PREVIOUS입니다.",
                "to is DRAFTER or PREVIOUS.");
        checks.check(
                accounts == null || accounts.stream().noneMatch(Objects::isNull),
                "accounts",
                "빈 사람이 있습니다.",
                "accounts has an empty entry.");
        checks.done();
        return Act.of(act).orElseThrow();
    }

    boolean back() {
        return "PREVIOUS".equals(to);
    }
}
