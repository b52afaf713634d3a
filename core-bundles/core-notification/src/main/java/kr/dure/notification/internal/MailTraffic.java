package kr.dure.notification.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kr.dure.web.HealthCheck;
import kr.dure.web.Measured;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the mail server said to this server's tries since it started, for monitoring and health. It says nothing about a
 * mail server that is not set up: that is the operator's choice, and told in the log at the start.
 */
@Component(service = {MailTraffic.class, HealthCheck.class, Measured.class})
public final class MailTraffic implements HealthCheck, Measured {
    /** Beyond this an operator should look; a single mail that is asked to come later is no fault. */
    static final Duration LATE = Duration.ofMinutes(5);

    private final Clock clock;
    private long taken;
    private long refused;
    private long deferred;

    /** Since when it took and refused nothing, and why at last; null while it answers. */
    private Instant since;

    private String reason;

    @Activate
    public MailTraffic(@Reference Clock clock) {
        this.clock = clock;
    }

    synchronized void note(Outcome outcome) {
        if (outcome instanceof Outcome.Later later) {
            if (later.tried()) {
                deferred++;
                since = since == null ? clock.instant() : since;
                reason = later.reason();
            }
            return;
        }
        if (outcome instanceof Outcome.Accepted) {
            taken++;
        } else {
            // A refusal is an answer: the mail server works.
            refused++;
        }
        since = null;
        reason = null;
    }

    private Duration waiting() {
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public synchronized Health check() {
        Duration waiting = waiting();
        return waiting.compareTo(LATE) <= 0
                ? Health.UP
                : new Health(
                        Status.DEGRADED,
                        "The mail server has taken no mail for " + waiting.toMinutes() + " minutes: " + reason);
    }

    @Override
    public synchronized List<Figure> figures() {
        return List.of(
                new Figure("mails_taken", "Mails the mail server took since the start.", null, taken),
                new Figure("mails_refused", "Mails it refused for good since the start.", null, refused),
                new Figure(
                        "mails_deferred", "Tries that did not work and are repeated, since the start.", null, deferred),
                new Figure(
                        "mails_waiting_seconds",
                        "For how long every try has failed; 0 while the mail server answers.",
                        null,
                        waiting().toSeconds()));
    }
}
