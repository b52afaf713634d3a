package kr.dure.persistence.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.IdempotencyKey;
import kr.dure.web.IdempotencyStore;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link IdempotencyStore} over {@code platform.idempotency}; one statement, one round trip. */
@Component
public final class IdempotencyStoreImpl implements IdempotencyStore {
    private final Database database;

    @Activate
    public IdempotencyStoreImpl(@Reference Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> find(IdempotencyKey key) {
        try (Connection connection = database.app().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT fingerprint, answer FROM platform.idempotent_find(?, ?, ?)")) {
            statement.setObject(1, Tenants.current().id());
            statement.setString(2, key.account());
            statement.setString(3, key.key());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                if (!rows.getString(1).equals(key.fingerprint())) {
                    throw new Problem(
                            409,
                            "idempotency-key-reused",
                            new Text("Idempotency-Key가 다른 요청에 쓰였습니다", "Idempotency-Key used for another request"),
                            new Text(
                                    "이 키는 내용이 다른 요청에 이미 쓰였습니다. 새 키를 쓰세요.",
                                    "This key was used with a different request. Use a new key."));
                }
                return Optional.of(rows.getString(2));
            }
        } catch (SQLException e) {
            throw new Unavailable(
                    "데이터베이스에 연결할 수 없습니다. 잠시 후 다시 시도해 주세요.",
                    "The database cannot be reached. Please try again shortly.");
        }
    }
}
