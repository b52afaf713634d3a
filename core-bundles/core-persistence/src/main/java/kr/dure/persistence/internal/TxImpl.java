package kr.dure.persistence.internal;

import jakarta.persistence.OptimisticLockException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.IdempotencyKey;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Tx} of one unit. */
final class TxImpl implements Tx {
    private static final Logger LOG = LoggerFactory.getLogger(TxImpl.class);

    private final PersistenceUnit unit;
    private final Database database;
    private final Signals signals;
    private final Clock clock;

    TxImpl(PersistenceUnit unit, Database database, Signals signals, Clock clock) {
        this.unit = unit;
        this.database = database;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return TxScope.current() == null ? outermost(TxScope.Kind.READ, work) : join(work);
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        TxScope scope = TxScope.current();
        if (scope == null) {
            return outermost(TxScope.Kind.WRITE, work);
        }
        if (scope.kind() == TxScope.Kind.READ) {
            throw new IllegalStateException("A write cannot join a read-only transaction.");
        }
        return join(work);
    }

    @Override
    public <T> T acrossTenants(String reason, Function<Session, T> work) {
        if (!Callers.find().map(Caller::operator).orElse(false)) {
            throw new Forbidden("운영자만 할 수 있는 일입니다.", "Only the operator may do this.");
        }
        if (TxScope.current() != null) {
            throw new IllegalStateException("The operator's door does not open inside another transaction.");
        }
        return outermost(TxScope.Kind.ACROSS_TENANTS, session -> {
            session.audit("operator.across-tenants", null, unit.name().unit() + ": " + reason);
            return work.apply(session);
        });
    }

    private <T> T outermost(TxScope.Kind kind, Function<Session, T> work) {
        UUID tenant = Tenants.current().id();
        Optional<IdempotencyKey> key = kind == TxScope.Kind.READ ? Optional.empty() : IdempotencyKey.take();
        try (Connection connection = connect(kind)) {
            TxScope scope = new TxScope(connection, tenant, kind);
            boolean done = false;
            scope.bind();
            try {
                scope.enter(unit);
                T result = work.apply(new SessionImpl(scope, unit, clock, database.auditKey()));
                if (scope.rollbackOnly()) {
                    throw new IllegalStateException("A joined transaction failed; nothing was written.");
                }
                scope.flush(unit);
                scope.writeEvents();
                if (key.isPresent()) {
                    store(scope.connection(), key.get(), result);
                }
                scope.closeManagers(true);
                connection.commit();
                done = true;
                if (scope.publishes()) {
                    signals.send(Signals.Topic.EVENTS, scope.eventTypes());
                }
                if (scope.schedules()) {
                    signals.send(Signals.Topic.JOBS);
                }
                return result;
            } finally {
                if (!done) {
                    undo(scope, connection);
                }
                TxScope.unbind();
            }
        } catch (SQLException | RuntimeException e) {
            throw translate(e);
        }
    }

    private <T> T join(Function<Session, T> work) {
        TxScope scope = TxScope.current();
        if (!scope.tenant().equals(Tenants.current().id())) {
            throw new IllegalStateException("A transaction belongs to one tenant.");
        }
        if (scope.kind() == TxScope.Kind.ACROSS_TENANTS && scope.active() != unit) {
            throw new IllegalStateException("Across tenants only one app works at a time.");
        }
        PersistenceUnit before = scope.active();
        try {
            if (before != unit) {
                scope.enter(unit);
            }
            T result = work.apply(new SessionImpl(scope, unit, clock, database.auditKey()));
            if (before != unit) {
                scope.flush(unit);
                if (before != null) { // nobody before the first unit in a transaction for whole tables
                    scope.enter(before);
                }
            }
            return result;
        } catch (RuntimeException e) {
            scope.setRollbackOnly();
            throw translate(e);
        }
    }

    private Connection connect(TxScope.Kind kind) throws SQLException {
        Connection connection =
                (kind == TxScope.Kind.ACROSS_TENANTS ? database.operator() : database.app()).getConnection();
        if (kind == TxScope.Kind.READ) {
            connection.setReadOnly(true);
        }
        connection.setAutoCommit(false);
        return connection;
    }

    /** Never hides the failure that led here. The pool resets what a transaction set on its connection. */
    private static void undo(TxScope scope, Connection connection) {
        try {
            scope.closeManagers(false);
        } catch (RuntimeException e) {
            LOG.debug("Rolling back after a failure", e);
        }
        try {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("Rolling back after a failure", e);
        }
    }

    private static void store(Connection connection, IdempotencyKey key, Object result) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT platform.idempotent_store(?, ?, ?, ?)")) {
            statement.setString(1, key.account());
            statement.setString(2, key.key());
            statement.setString(3, key.fingerprint());
            statement.setString(4, key.encoder().apply(result));
            try (var rows = statement.executeQuery()) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    // Another request with the key was quicker; core-web answers with what that one stored.
                    throw new Problem(
                            409,
                            "idempotent-replay",
                            new Text("이미 처리된 요청입니다", "Already executed"),
                            new Text("같은 요청이 이미 처리되었습니다.", "The same request was executed already."));
                }
            }
        }
    }

    /** What the caller can act on, out of what the database said. */
    private static RuntimeException translate(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof OptimisticLockException) {
                return new Conflict(
                        "그사이 다른 사람이 바꾸었습니다. 새로 읽은 뒤 다시 시도해 주세요.",
                        "Someone else changed it in the meantime. Read it again and retry.");
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.equals("23505")) {
                    return new Conflict("같은 것이 이미 있습니다.", "The same already exists.");
                }
                if (state.equals("53100")) {
                    return new Problem(
                            507,
                            "storage-full",
                            new Text("저장 공간이 없습니다", "No storage left"),
                            new Text("저장 공간이 부족합니다. 운영자에게 알려 주세요.", "Storage is full. Please tell the operator."));
                }
            }
        }
        if (Database.lost(failure)) {
            return unavailable();
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    private static Unavailable unavailable() {
        return new Unavailable(
                "데이터베이스에 연결할 수 없습니다. 잠시 후 다시 시도해 주세요.", "The database cannot be reached. Please try again shortly.");
    }
}
