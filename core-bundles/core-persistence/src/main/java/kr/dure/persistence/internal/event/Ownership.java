package kr.dure.persistence.internal.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import kr.dure.persistence.internal.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which subscriptions this node serves: at most one node each, by a lock that ends with its connection. A node that
 * lost its connection without knowing is stopped by the subscription's epoch.
 */
final class Ownership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final int SECONDS_TO_ANSWER = 2;

    private final Database database;
    private final Set<String> owned = new HashSet<>();
    private Connection connection;
    private boolean closed;

    Ownership(Database database) {
        this.database = database;
    }

    /** Whether this node serves the subscription from now on. */
    synchronized boolean take(String name) {
        if (owned.contains(name)) {
            return true;
        }
        return connected() && lock("SELECT pg_try_advisory_lock(hashtextextended(?, 7))", name) && owned.add(name);
    }

    /** Leaves the subscription to others. */
    synchronized void release(String name) {
        if (owned.remove(name) && connection != null) {
            lock("SELECT pg_advisory_unlock(hashtextextended(?, 7))", name);
        }
    }

    /** The subscriptions that are still ours after a look at the connection. */
    synchronized Set<String> held() {
        connected();
        return Set.copyOf(owned);
    }

    private boolean connected() {
        if (closed) {
            return false;
        }
        try {
            if (connection != null && connection.isValid(SECONDS_TO_ANSWER)) {
                return true;
            }
            disconnect();
            connection = database.lasting();
            return true;
        } catch (SQLException e) {
            LOG.debug("No connection for the locks", e);
            return false;
        }
    }

    private boolean lock(String sql, String name) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "dure.subscription." + name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            LOG.debug("The locks are lost", e);
            disconnect();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }

    private void disconnect() {
        owned.clear();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("Closing", e);
        } finally {
            connection = null;
        }
    }
}
