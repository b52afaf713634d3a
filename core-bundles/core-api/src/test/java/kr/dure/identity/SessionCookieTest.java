package kr.dure.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionCookieTest {
    @Test
    void underTlsTheCookieBelongsToTheHostAlone() {
        assertThat(SessionCookie.header("abc", 3600, true))
                .isEqualTo("__Host-dure_session=abc; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void overPlainHttpItHasAnotherNameAndIsStillOutOfReachOfScripts() {
        assertThat(SessionCookie.header("", 0, false))
                .isEqualTo("dure_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }
}
