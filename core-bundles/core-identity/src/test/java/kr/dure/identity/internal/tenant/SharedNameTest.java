package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "ab--cd",
                "ａcme" /* full width */,
                "ac\u200dme" /* joined by nothing */,
                "acme\n",
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

    @ParameterizedTest
    @ValueSource(strings = {"adm1n", "admln", "rnail", "vvww", "l0gin", "1ogin", "p0rta1", "mxl"})
    void whatLooksLikeThemIsReservedToo(String name) {
        assertThat(SharedName.reserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "mailbox", "w3", "adminton"})
    void whatOnlyBeginsLikeThemIsNotReserved(String name) {
        assertThat(SharedName.reserved(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"acme-1,acme-l", "acme-i,acme-1", "go0d,good", "corner,comer", "vvood,wood", "rnilli0n,mi11ion"})
    void namesThatAreMistakenForEachOtherLookTheSame(String name, String other) {
        assertThat(SharedName.skeleton(name)).isEqualTo(SharedName.skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({"acme,acne", "a-b,ab", "acme2,acme3", "doore,dure"})
    void namesThatDifferLookDifferent(String name, String other) {
        assertThat(SharedName.skeleton(name)).isNotEqualTo(SharedName.skeleton(other));
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
