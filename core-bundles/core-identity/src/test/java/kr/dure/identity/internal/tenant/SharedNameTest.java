package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"acme", "a1", "doo-re", "21st", "abcdefghijklmnopqrstuvwxyz012345"})
    void aDnsLabelOfTwoToThirtyTwoCharactersIsValid(String name) {
        assertThat(SharedName.valid(name)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "a",
                "Acme",
                "-acme",
                "acme-",
                "a_b",
                "a.b",
                "두레",
                "acmе" /* Cyrillic e */,
                "xn--o39a",
                "a b",
                "abcdefghijklmnopqrstuvwxyz0123456"
            })
    void everythingElseIsNot(String name) {
        assertThat(SharedName.valid(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "www", "mail", "autodiscover", "operator"})
    void namesOfTheInstallationAreReserved(String name) {
        assertThat(SharedName.reserved(name)).isTrue();
    }

    @Test
    void suggestionsAreValidNamesAlsoForTheLongestName() {
        assertThat(SharedName.near("a".repeat(32)))
                .hasSizeGreaterThan(10)
                .doesNotHaveDuplicates()
                .allMatch(SharedName::valid);
        assertThat(SharedName.near("acme")).startsWith("acme-kr", "acme-office");
    }
}
