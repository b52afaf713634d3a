package kr.dure.approval.internal.form;

import java.math.RoundingMode;

/** How the result of a formula is fitted into the decimals of its field. */
public enum Rounding {
    /** 반올림: half away from zero. */
    HALF_UP(RoundingMode.HALF_UP),
    /** 절사: towards zero. */
    DOWN(RoundingMode.DOWN),
    /** 절상: away from zero. */
    UP(RoundingMode.UP);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
        this.mode = mode;
    }

    RoundingMode mode() {
        return mode;
    }
}
