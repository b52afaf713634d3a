package kr.dure.identity.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24,203.0.113.0,true",
        "203.0.113.0/24,203.0.113.255,true",
        "203.0.113.0/24,203.0.114.0,false",
        "203.0.113.7,203.0.113.7,true",
        "203.0.113.7,203.0.113.8,false",
        "203.0.113.7/24,203.0.113.99,true",
        "2001:db8::/32,2001:db8:ffff::1,true",
        "2001:db8::/32,2001:db9::1,false",
        "2001:db8::/32,2001:0DB8:0:0::1,true",
        "203.0.113.0/24,::ffff:203.0.113.9,true",
        "0.0.0.0/0,2001:db8::1,false",
        "::/0,203.0.113.9,false",
        "0.0.0.0/0,203.0.113.9,true"
    })
    void anAddressIsInsideARangeOrNot(String range, String address, boolean inside) {
        assertThat(AddressRanges.of(List.of(range)).contain(address)).isEqualTo(inside);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "everyone",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.0/33",
                "203.0.113.0/255.255.255.0",
                "203.0.113.*",
                "203.0.113.1-9",
                "0x7f000001",
                "2130706433",
                "fe80::1%eth0",
                "2001:db8::/129",
                "*",
                "203.0.113.7 or so"
            })
    void whatIsNoAddressAndNoRangeIsRefused(String text) {
        assertThat(AddressRanges.normal(text)).isEmpty();
    }

    @Test
    void noRangeContainsSomethingThatIsNoAddress() {
        assertThat(AddressRanges.of(List.of("0.0.0.0/0", "::/0")).contain("localhost"))
                .isFalse();
    }
}
