package kr.dure.sms.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.BadRequest;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sender numbers: a company registers them, the operator checks the proof and approves. */
@Component(service = SenderNumberService.class)
public final class SenderNumberService {
    private static final int MAX_PROOF = 5 * 1024 * 1024;

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
            return entity.toSenderNumber(clock.instant());
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

    /** @param until the last day on which it may be used; null: a year from now */
    SenderNumber approve(UUID id, LocalDate until) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), AdRules.SEOUL);
        LocalDate last = until == null ? today.plusYears(1) : until;
        if (last.isBefore(today)) {
            throw new BadRequest("validUntil", "오늘보다 앞선 날짜입니다.", "This day has passed.");
        }
        return tx.acrossTenants("approve sender number " + id, session -> {
            SenderNumberEntity number = new SenderNumberRepository(session).get(id);
            number.approve(last, clock.instant());
            session.audit("sms.sender-number.approved", id.toString(), "until " + last);
            return number.toSenderNumber(clock.instant());
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
            return number.toSenderNumber(clock.instant());
        });
    }

    /** Refuses a number that the current company may not send from now. */
    static void requireApproved(Session session, String number, Instant now) {
        boolean approved = new SenderNumberRepository(session)
                .find(number)
                .map(found -> found.toSenderNumber(now))
                .filter(found -> found.state() == SenderNumber.State.APPROVED)
                .isPresent();
        if (!approved) {
            throw new Invalid(
                    "from",
                    "승인된 발신번호가 아닙니다. 발신번호를 등록하고 승인을 기다려 주세요.",
                    "This sender number is not approved. Register it and wait for the approval.");
        }
    }

    /** Keeps the document that shows whose number it is, e.g. the 통신서비스 이용증명원; replaces an earlier one. */
    void prove(UUID id, String mediaType, byte[] content) {
        if (content.length > MAX_PROOF) {
            throw new Problem(
                    413,
                    "too-large",
                    new Text("파일이 너무 큽니다", "File too large"),
                    new Text("증빙 파일은 5MB까지입니다.", "A proof has at most 5 MB."));
        }
        if (!ProofEntity.isA(mediaType, content)) {
            throw new Invalid("body", "PDF, JPEG, PNG 파일이 아닙니다.", "This is no PDF, JPEG or PNG file.");
        }
        tx.run(session -> {
            new SenderNumberRepository(session).get(id);
            ProofEntity proof = session.entities().find(ProofEntity.class, id);
            if (proof == null) {
                proof = new ProofEntity(id);
                session.entities().persist(proof);
            }
            proof.set(mediaType, content, clock.instant());
            session.audit("sms.sender-number.proved", id.toString(), mediaType);
        });
    }

    /** The document of one of the company's own numbers. */
    Proof proof(UUID id) {
        return tx.read(session -> find(session, id));
    }

    /** The document of any company's number, for the operator. */
    Proof anyProof(UUID id) {
        return tx.acrossTenants("read the proof of sender number " + id, session -> find(session, id));
    }

    private static Proof find(Session session, UUID id) {
        ProofEntity proof = session.entities().find(ProofEntity.class, id);
        if (proof == null) {
            throw new NotFound("증빙 파일이 없습니다.", "There is no proof.");
        }
        return proof.toProof();
    }

    private Page<SenderNumber> page(
            SenderNumberRepository numbers, Optional<SenderNumber.State> state, UUID after, int limit) {
        List<SenderNumber> rows = numbers.list(state, after, limit + 1).stream()
                .map(number -> number.toSenderNumber(clock.instant()))
                .toList();
        return Page.of(rows, limit, number -> number.id().toString());
    }
}
