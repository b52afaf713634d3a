package kr.dure.billing.internal.contract;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Announces the end of a contract thirty days before, unless another one follows it. */
@Component
public final class ContractNotices implements JobHandler {
    static final String JOB = "billing.contract-notice";
    private static final int NOTICE_DAYS = 30;
    private static final int NOTICE_HOUR = 9;

    private final Tx tx;
    private final Clock clock;
    private final ContractMails mails;

    @Activate
    public ContractNotices(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Clock clock,
            @Reference ContractMails mails) {
        this.tx = tx;
        this.clock = clock;
        this.mails = mails;
    }

    static Job job(ContractEntity contract) {
        return Job.once(JOB, contract.id().toString(), noticeAt(contract), "");
    }

    private static Instant noticeAt(ContractEntity contract) {
        return contract.endsOn()
                .minusDays(NOTICE_DAYS)
                .atTime(NOTICE_HOUR, 0)
                .atZone(PricePolicy.ZONE)
                .toInstant();
    }

    @Override
    public String name() {
        return JOB;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        return tx.write(session -> {
            ContractRepository contracts = new ContractRepository(session);
            Optional<ContractEntity> ending =
                    contracts.find(UUID.fromString(run.id())).filter(contract -> !contract.terminated());
            if (ending.isEmpty() || contracts.boundFrom(ending.get().endsOn().plusDays(1))) {
                return Optional.empty();
            }
            Instant due = noticeAt(ending.get());
            if (clock.instant().isBefore(due)) {
                // The server's clock was wrong when this job was due.
                return Optional.of(due);
            }
            mails.ending(ending.get().toContract(0));
            return Optional.empty();
        });
    }
}
