package kr.dure.web.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.TenantState;
import kr.dure.web.Problem;

/**
 * For which hosts a proxy may fetch a certificate. Strangers can make a proxy ask as often as they like, so what is known
 * is remembered for a minute, what is not for five seconds, and only so many further questions a second are looked up.
 */
final class KnownHosts {
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final TenantDirectory tenants;
    private final Clock clock;
    private final int perSecond;
    private final Cache<String, Boolean> known = cache(Duration.ofMinutes(1));
    private final Cache<String, Boolean> unknown = cache(Duration.ofSeconds(5));
    private long second;
    private int asked;

    /** @param perSecond how many hosts are looked up in a second at most */
    KnownHosts(TenantDirectory tenants, Clock clock, int perSecond) {
        this.tenants = tenants;
        this.clock = clock;
        this.perSecond = perSecond;
    }

    private Cache<String, Boolean> cache(Duration life) {
        return Caffeine.newBuilder()
                .maximumSize(20_000)
                .expireAfterWrite(life)
                .ticker(() -> this.clock.millis() * 1_000_000)
                .build();
    }

    /** @throws Problem 429 when too many hosts were asked for in this second */
    boolean contain(String typed) {
        String host = typed == null ? "" : typed.toLowerCase(Locale.ROOT);
        if (known.getIfPresent(host) != null) {
            return true;
        }
        if (unknown.getIfPresent(host) != null || !HOST.matcher(host).matches()) {
            return false;
        }
        count();
        boolean served = tenants.findByHost(host).filter(KnownHosts::served).isPresent();
        (served ? known : unknown).put(host, true);
        return served;
    }

    /** A company that waits for its DNS records has proven nothing yet. */
    private static boolean served(Tenant tenant) {
        return tenant.operator() || tenant.state() != TenantState.AWAITING_DNS && tenant.state() != TenantState.CLOSED;
    }

    private synchronized void count() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            asked = 0;
        }
        asked++;
        if (asked > perSecond) {
            throw new Problem(
                    429,
                    "too-many-requests",
                    new Text("너무 많이 물었습니다", "Too many questions"),
                    new Text("잠시 뒤에 다시 물어 주세요.", "Please ask again shortly."));
        }
    }
}
