package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LandingServletTest {
    @Test
    void letsOnlyThisServersScriptsRun() {
        assertThat(LandingServlet.policy("N"))
                .contains("default-src 'none'", "script-src 'self' 'nonce-N';", "base-uri 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-eval", "script-src 'self' 'unsafe-inline'", "*");
    }

    @Test
    void keepsACompanysNameTextWhateverItIs() {
        assertThat(LandingServlet.fill("<t>@tenant@</t>@nonce@@lang@@operator@", "N", "ko", "<b>\"$1 @nonce@", false))
                .isEqualTo("<t>&lt;b&gt;&quot;$1 @nonce@</t>Nkofalse");
    }
}
