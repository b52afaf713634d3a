package kr.dure.addons.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kr.dure.product.Text;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;

/**
 * Why a jar is not installed.
 *
 * @param code what kind of reason, for programs
 * @param need what would have to be
 * @param found what is instead
 * @param action the one thing to do about it
 */
record Obstacle(String code, Text need, Text found, Text action) {
    /** What is at odds with what is installed; everything else is a fault of the jar. */
    private static final Set<String> CONFLICTS =
            Set.of("platform-bundle", "id-taken", "package-taken", "path-taken", "in-use", "changed-meanwhile");

    static Obstacle of(
            String code, String needKo, String need, String foundKo, String found, String actKo, String act) {
        return new Obstacle(code, new Text(needKo, need), new Text(foundKo, found), new Text(actKo, act));
    }

    /** The three in one paragraph. */
    Text text() {
        return new Text(
                need.ko() + " " + found.ko() + " " + action.ko(), need.en() + " " + found.en() + " " + action.en());
    }

    Inspection.Finding in(Locale locale) {
        return new Inspection.Finding(code, need.in(locale), found.in(locale), action.in(locale));
    }

    private Map<String, String> toMap() {
        return Map.of(
                "code", code,
                "need", need.en(),
                "found", found.en(),
                "action", action.en());
    }

    Problem problem() {
        return problem(List.of(this));
    }

    /** The answer that refuses the jar: 409 when the first is at odds with what is installed, otherwise 422. */
    static Problem problem(List<Obstacle> obstacles) {
        Obstacle first = obstacles.get(0);
        Problem problem = CONFLICTS.contains(first.code())
                ? new Conflict(first.text().ko(), first.text().en())
                : new Invalid(obstacles.stream()
                        .filter(one -> !CONFLICTS.contains(one.code()))
                        .map(one -> new Problem.FieldError("jar", one.text()))
                        .toList());
        return problem.with("code", first.code())
                .with("findings", obstacles.stream().map(Obstacle::toMap).toList());
    }
}
