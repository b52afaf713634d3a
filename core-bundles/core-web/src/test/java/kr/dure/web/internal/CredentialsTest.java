package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Caller;
import kr.dure.identity.SessionCookie;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final Caller KIM = new Caller(new UUID(0, 1), "kim", "Kim", false, false, Set.of());

    /** Knows the session {@code s} and the token {@code dure_t}. */
    private static final Authenticator AUTHENTICATOR = new Authenticator() {
        @Override
        public Optional<Authentication> authenticate(String token) {
            return Optional.of(new Authentication(KIM, "csrf", Pending.NONE)).filter(a -> token.equals("s"));
        }

        @Override
        public Optional<Authentication> authenticateBearer(String token) {
            return Optional.of(new Authentication(KIM.scopedTo(Set.of("read:*")), null, Pending.NONE))
                    .filter(a -> token.equals("dure_t"));
        }
    };

    private static void refused(Credentials credentials) {
        assertThatThrownBy(() -> credentials.ask(AUTHENTICATOR))
                .isInstanceOfSatisfying(Problem.class, CredentialsTest::isInvalidToken);
    }

    private static void isInvalidToken(Problem problem) {
        assertThat(problem.status()).isEqualTo(401);
        assertThat(ProblemDocument.challenge(problem)).contains("Bearer error=\"invalid_token\"");
    }

    @Test
    void underTlsOnlyTheHostBoundCookieCounts() {
        assertThat(SessionCookie.name(true)).isEqualTo("__Host-dure_session");
        assertThat(SessionCookie.name(false)).isEqualTo("dure_session");
    }

    @Test
    void aTokenGoesBeforeTheCookieAndABadOneIsNotForgiven() {
        assertThat(Credentials.of(List.of("Bearer dure_t"), List.of("s"))
                        .ask(AUTHENTICATOR)
                        .orElseThrow()
                        .caller()
                        .scopes())
                .containsExactly("read:*");
        assertThat(Credentials.of(List.of("bearer dure_t"), List.of()).ask(AUTHENTICATOR))
                .isPresent();
        refused(Credentials.of(List.of("Bearer dure_wrong"), List.of("s")));
    }

    @Test
    void whatCannotBeATokenIsRefusedAtOnce() {
        for (List<String> lines : List.of(
                List.of("Bearer"),
                List.of("Bearer "),
                List.of("Bearer a b"),
                List.of("Bearer 두레"),
                List.of("Bearer " + "x".repeat(201)),
                List.of("Bearer dure_t", "Bearer dure_t"),
                List.of("Basic a", "Bearer dure_t"))) {
            assertThatThrownBy(() -> Credentials.of(lines, List.of("s")))
                    .isInstanceOfSatisfying(Problem.class, CredentialsTest::isInvalidToken);
        }
    }

    @Test
    void anUnknownSessionIsNobodyAndSoAreTwoAtOnce() {
        assertThat(Credentials.of(List.of(), List.of("s")).ask(AUTHENTICATOR)).isPresent();
        assertThat(Credentials.of(List.of(), List.of("x")).ask(AUTHENTICATOR)).isEmpty();
        assertThat(Credentials.of(List.of(), List.of("x", "s")).ask(AUTHENTICATOR))
                .isEmpty();
        assertThat(Credentials.of(List.of(), List.of()).ask(AUTHENTICATOR)).isEmpty();
        assertThat(Credentials.of(List.of("Basic abc"), List.of("s")).ask(AUTHENTICATOR))
                .isPresent();
    }
}
