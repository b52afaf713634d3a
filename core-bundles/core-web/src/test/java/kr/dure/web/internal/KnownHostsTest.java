package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.TenantState;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class KnownHostsTest {
    private final Map<String, Tenant> tenants = new HashMap<>();
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private int asked;

    private final TenantDirectory directory = new TenantDirectory() {
        @Override
        public Optional<Tenant> findByHost(String host) {
            asked++;
            return Optional.ofNullable(tenants.get(host));
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tenant operator() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            throw new UnsupportedOperationException();
        }
    };

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final KnownHosts hosts = new KnownHosts(directory, clock, 3);

    private void open(String host, TenantState state, boolean operator) {
        tenants.put(host, new Tenant(UUID.randomUUID(), "x", host, state, operator));
    }

    @Test
    void hostsThatAnswerAreKnownAndThoseThatProveNothingAreNot() {
        open("admin.localhost", TenantState.OPEN, true);
        open("acme.localhost", TenantState.OPEN, false);
        open("gw.new.co.kr", TenantState.AWAITING_DNS, false);
        assertThat(hosts.contain("admin.localhost")).isTrue();
        assertThat(hosts.contain("ACME.localhost")).isTrue();
        assertThat(hosts.contain("gw.new.co.kr")).isFalse();
        now = now.plusSeconds(1);
        open("gone.localhost", TenantState.CLOSED, false);
        open("late.localhost", TenantState.SUSPENDED, false);
        assertThat(hosts.contain("gone.localhost")).isFalse();
        assertThat(hosts.contain("late.localhost")).isTrue();
        assertThat(hosts.contain("other.localhost")).isFalse();
    }

    @Test
    void whatIsNoHostNameIsNotEvenLookedUp() {
        for (String host :
                new String[] {null, "", "a b", "a..b", "-a.b", "a.b.", "a/b", "x".repeat(300), "a:80", "두레"}) {
            assertThat(hosts.contain(host)).isFalse();
        }
        assertThat(asked).isZero();
    }

    @Test
    void answersAreRememberedForAWhile() {
        open("acme.localhost", TenantState.OPEN, false);
        hosts.contain("acme.localhost");
        hosts.contain("acme.localhost");
        hosts.contain("beta.localhost");
        hosts.contain("beta.localhost");
        assertThat(asked).isEqualTo(2);
        open("beta.localhost", TenantState.OPEN, false);
        now = now.plusSeconds(6);
        assertThat(hosts.contain("beta.localhost")).isTrue();
        tenants.clear();
        now = now.plus(Duration.ofMinutes(2));
        assertThat(hosts.contain("acme.localhost")).isFalse();
    }

    @Test
    void aFloodOfStrangersNeitherReachesTheDatabaseNorShutsOutWhoIsKnown() {
        open("acme.localhost", TenantState.OPEN, false);
        assertThat(hosts.contain("acme.localhost")).isTrue();
        hosts.contain("a1.localhost");
        hosts.contain("a2.localhost");
        assertThatThrownBy(() -> hosts.contain("a3.localhost"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(429));
        assertThat(hosts.contain("acme.localhost")).isTrue();
        assertThat(asked).isEqualTo(3);
        now = now.plusSeconds(1);
        assertThat(hosts.contain("a3.localhost")).isFalse();
    }
}
