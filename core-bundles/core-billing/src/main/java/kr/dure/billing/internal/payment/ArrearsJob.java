package kr.dure.billing.internal.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every morning: the arrears of all companies. One that fails does not stop the others. */
@Component
public final class ArrearsJob implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ArrearsJob.class);
    private static final int PAGE = 500;

    private final TenantDirectory tenants;
    private final ArrearsReview review;

    @Activate
    public ArrearsJob(@Reference TenantDirectory tenants, @Reference ArrearsReview review) {
        this.tenants = tenants;
        this.review = review;
    }

    @Override
    public String name() {
        return "billing.arrears";
    }

    /** When offices open, so that somebody reads what is written. */
    @Override
    public Optional<String> cron() {
        return Optional.of("0 10 9 * * *");
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        int failed = 0;
        UUID after = null;
        List<Tenant> page = tenants.list(null, PAGE);
        while (!page.isEmpty()) {
            for (Tenant tenant : page) {
                try {
                    review.review(tenant);
                } catch (RuntimeException e) {
                    LOG.error("Looking at the arrears of {} failed", tenant.id(), e);
                    failed++;
                }
                after = tenant.id();
            }
            page = tenants.list(after, PAGE);
        }
        if (failed > 0) {
            // Tried again later; what was done is not done twice.
            throw new IllegalStateException("The arrears of " + failed + " companies could not be looked at.");
        }
        return Optional.empty();
    }
}
