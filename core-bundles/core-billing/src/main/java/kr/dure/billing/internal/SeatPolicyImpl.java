package kr.dure.billing.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import kr.dure.billing.internal.SeatChangeEntity.Kind;
import kr.dure.identity.SeatPolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link SeatPolicy}: accounts beyond the registered seats raise them for good (B1). */
@Component
public final class SeatPolicyImpl implements SeatPolicy {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final MonthPricing months;

    @Activate
    public SeatPolicyImpl(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference MonthPricing months) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.months = months;
    }

    @Override
    public void admit(int accounts, boolean confirmed) {
        tx.run(session -> {
            LedgerRepository ledger = new LedgerRepository(session);
            ledger.lock();
            LocalDate today = months.today();
            long registered = ledger.registeredSeats(today);
            long further = accounts - registered;
            if (further <= 0) {
                return;
            }
            if (!confirmed) {
                throw seatCharge(session, registered, further, today);
            }
            ledger.add(new SeatChangeEntity(ids.next(), today, further, Kind.ADDITION, clock.instant()));
            session.audit("billing.seats.raised", null, registered + " -> " + accounts);
        });
    }

    private Problem seatCharge(Session session, long registered, long further, LocalDate today) {
        // A problem's members have one language; lines are in the platform's first.
        return new Problem(
                        409,
                        "seat-charge",
                        new Text("좌석 요금이 늘어납니다", "A further seat is charged"),
                        new Text(
                                "등록된 좌석 " + registered + "개를 모두 썼습니다. 좌석을 " + further
                                        + "개 늘리려면 confirmCharge를 true로 다시 보내 주세요.",
                                "All " + registered + " registered seats are taken. To add " + further
                                        + " more, send it again with confirmCharge true."))
                .with(
                        "lines",
                        months.ofAddition(session, today, further).stream()
                                .map(line -> line.in(Locale.KOREAN))
                                .toList());
    }
}
