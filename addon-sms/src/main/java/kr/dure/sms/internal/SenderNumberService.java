package kr.dure.sms.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sender numbers: a company registers them, the operator checks the proof and approves. */
@Component(service = SenderNumberService.class)
public final class SenderNumberService {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    @Activate
    public SenderNumberService(
            @Reference(target = "(unit=kr.dure.sms)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    SenderNumber register(String typed, String proof) {
        Invalid.Checks checks = new Invalid.Checks();
        Optional<String> number = PhoneNumber.sender(typed);
        checks.check(
                number.isPresent(),
                "number",
                "발신번호로 쓸 수 있는 번호가 아닙니다(지역번호, 010, 070, 080, 15xx·16xx·18xx; 030·050은 안 됩니다).",
                "This number cannot be a sender (area numbers, 010, 070, 080, 15xx/16xx/18xx; not 030 or 050).");
        if (proof != null) {
            checks.text(proof, "proof", 500);
        }
        checks.done();
        return tx.write(session -> {
            SenderNumberRepository numbers = new SenderNumberRepository(session);
            SenderNumberEntity entity = numbers.find(number.get()).orElseGet(() -> {
                SenderNumberEntity added = new SenderNumberEntity(ids.next(), number.get());
                numbers.add(added);
                return added;
            });
            entity.request(Tenants.current().id(), proof, clock.instant());
            session.audit("sms.sender-number.requested", number.get(), null);
            return entity.toSenderNumber();
        });
    }

    Page<SenderNumber> list(UUID after, int limit) {
        return tx.read(session -> page(new SenderNumberRepository(session), Optional.empty(), after, limit));
    }

    /** All companies' numbers, for the operator. */
    Page<SenderNumber> listAll(Optional<SenderNumber.State> state, UUID after, int limit) {
        return tx.acrossTenants(
                "list sender numbers", session -> page(new SenderNumberRepository(session), state, after, limit));
    }

    SenderNumber approve(UUID id) {
        return tx.acrossTenants("approve sender number " + id, session -> {
            SenderNumberEntity number = new SenderNumberRepository(session).get(id);
            number.approve(clock.instant());
            session.audit("sms.sender-number.approved", id.toString(), null);
            return number.toSenderNumber();
        });
    }

    SenderNumber reject(UUID id, String reason) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(reason, "reason", 500);
        checks.done();
        return tx.acrossTenants("reject sender number " + id, session -> {
            SenderNumberEntity number = new SenderNumberRepository(session).get(id);
            number.reject(reason, clock.instant());
            session.audit("sms.sender-number.rejected", id.toString(), reason);
            return number.toSenderNumber();
        });
    }

    private static Page<SenderNumber> page(
            SenderNumberRepository numbers, Optional<SenderNumber.State> state, UUID after, int limit) {
        List<SenderNumber> rows = numbers.list(state, after, limit + 1).stream()
                .map(SenderNumberEntity::toSenderNumber)
                .toList();
        return Page.of(rows, limit, number -> number.id().toString());
    }
}
