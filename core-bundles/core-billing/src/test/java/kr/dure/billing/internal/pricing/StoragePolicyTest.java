package kr.dure.billing.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** B11. */
class StoragePolicyTest {
    private static final long GIB = 1L << 30;

    @Test
    void aSeatOfGroupwareBringsTenGigabytesPooled() {
        assertThat(PricePolicy.seatStorage(20)).isEqualTo(200 * GIB);
        assertThat(PricePolicy.seatStorage(0)).isZero();
    }

    @Test
    void anAccountOfAProductBoughtAloneBringsOneGigabyteForEachSuchProduct() {
        assertThat(PricePolicy.accountStorage(Set.of("hr"), 7)).isEqualTo(7 * GIB);
        assertThat(PricePolicy.accountStorage(Set.of("hr", "sales"), 7)).isEqualTo(14 * GIB);
        assertThat(PricePolicy.accountStorage(Set.of("sms"), 3)).isEqualTo(3 * GIB);
        assertThat(PricePolicy.accountStorage(Set.of("sms", "hr"), 3)).isEqualTo(3 * GIB);
        assertThat(PricePolicy.accountStorage(Set.of(), 3)).isZero();
    }
}
