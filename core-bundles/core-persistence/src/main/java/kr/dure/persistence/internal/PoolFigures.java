package kr.dure.persistence.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import kr.dure.web.Measured;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the connection pools hold. */
@Component
public final class PoolFigures implements Measured {
    private final Database database;

    @Activate
    public PoolFigures(@Reference Database database) {
        this.database = database;
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (HikariDataSource source : database.pools()) {
            HikariPoolMXBean pool = source.getHikariPoolMXBean();
            String name = source.getPoolName();
            figures.add(new Figure(
                    "database_connections_active", "Connections in use.", name, pool.getActiveConnections()));
            figures.add(
                    new Figure("database_connections_idle", "Connections at rest.", name, pool.getIdleConnections()));
            figures.add(new Figure(
                    "database_connections_awaited",
                    "Threads that wait for one.",
                    name,
                    pool.getThreadsAwaitingConnection()));
        }
        return figures;
    }
}
