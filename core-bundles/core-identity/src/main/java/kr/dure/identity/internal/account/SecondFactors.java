package kr.dure.identity.internal.account;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import kr.dure.identity.internal.access.SecretBox;
import kr.dure.identity.internal.access.TimeCode;
import kr.dure.identity.internal.access.Tokens;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a login asks about second factors. */
@Component(service = SecondFactors.class)
public final class SecondFactors {
    private final Tx tx;
    private final Clock clock;
    private final SecretBox box;

    @Activate
    public SecondFactors(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Clock clock, @Reference SecretBox box) {
        this.tx = tx;
        this.clock = clock;
        this.box = box;
    }

    /** Whether the account has proven that it holds one. */
    boolean confirmed(UUID account) {
        return tx.read(session -> !session.entities()
                .createNativeQuery(
                        "SELECT 1 FROM identity.second_factor" + " WHERE account_id = ?1 AND confirmed_at IS NOT NULL")
                .setParameter(1, account)
                .getResultList()
                .isEmpty());
    }

    /** Uses up a code of the app, or a recovery code; false when it is neither, or was used before. */
    boolean use(UUID account, String typed) {
        return tx.write(session -> {
            List<?> rows = session.entities()
                    .createNativeQuery(
                            "SELECT secret, last_step FROM identity.second_factor WHERE account_id = ?1 FOR UPDATE")
                    .setParameter(1, account)
                    .getResultList();
            Optional<Object[]> row = rows.stream().findFirst().map(Object[].class::cast);
            if (row.isEmpty()) {
                return false;
            }
            String secret = box.open((String) row.get()[0], account.toString());
            OptionalLong step = TimeCode.step(secret, typed, clock.instant(), ((Number) row.get()[1]).longValue());
            if (step.isPresent()) {
                session.entities()
                        .createNativeQuery("UPDATE identity.second_factor SET last_step = ?2 WHERE account_id = ?1")
                        .setParameter(1, account)
                        .setParameter(2, step.getAsLong())
                        .executeUpdate();
                return true;
            }
            boolean recovered = session.entities()
                            .createNativeQuery(
                                    "DELETE FROM identity.recovery_code WHERE account_id = ?1 AND code_hash = ?2")
                            .setParameter(1, account)
                            .setParameter(2, codeHash(typed))
                            .executeUpdate()
                    > 0;
            if (recovered) {
                session.audit("identity.recovery-code.used", account.toString(), null);
            }
            return recovered;
        });
    }

    static String codeHash(String code) {
        return Tokens.hash(code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
    }
}
