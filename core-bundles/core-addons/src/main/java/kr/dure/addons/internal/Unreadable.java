package kr.dure.addons.internal;

import kr.dure.web.Problem;

/** An upload that is no add-on at all, so that there is nothing to inspect. */
final class Unreadable {
    private Unreadable() {}

    /** @param ko what is wrong, in Korean */
    static Problem because(String code, String ko, String en) {
        return Obstacle.of(
                        code,
                        "애드온은 온전한 OSGi 번들(jar)이어야 합니다.",
                        "An add-on must be a whole OSGi bundle (a jar).",
                        ko,
                        en,
                        "만든 곳에서 jar를 다시 받아 올려 주세요.",
                        "Get the jar again from who made it, and upload that.")
                .problem();
    }
}
