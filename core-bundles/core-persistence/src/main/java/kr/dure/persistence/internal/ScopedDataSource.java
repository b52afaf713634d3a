package kr.dure.persistence.internal;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Gives OpenJPA the connection of the current {@link TxScope}, whose end it must not decide: commit, rollback and close
 * do nothing here. Outside a scope (OpenJPA looking at the server once) it is an ordinary connection without rights.
 */
final class ScopedDataSource implements DataSource {
    private final DataSource pool;

    ScopedDataSource(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        TxScope scope = TxScope.current();
        return scope == null ? pool.getConnection() : borrowed(scope);
    }

    private static Connection borrowed(TxScope scope) {
        return (Connection) Proxy.newProxyInstance(
                ScopedDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "commit", "rollback", "close", "setAutoCommit", "setReadOnly", "setTransactionIsolation":
                            return null;
                        default:
                            boolean speaks = method.getName().startsWith("prepare")
                                    || method.getName().equals("createStatement");
                            try {
                                return method.invoke(speaks ? scope.connection() : scope.bare(), args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Not a wrapper for " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
