package kr.dure.persistence.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the workers of this node at once, and those of other nodes a moment later, that there is something to do. A
 * signal may get lost with a connection; whoever listens also looks once a second.
 */
@Component(service = Signals.class)
public final class Signals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final String CHANNEL = "dure";
    private static final int GATHER_MILLIS = 20;
    private static final int LISTEN_MILLIS = 500;

    private final Database database;
    private final String node = UUID.randomUUID().toString();
    private final Map<Topic, Consumer<Set<String>>> listeners = new EnumMap<>(Topic.class);
    private final Set<Topic> unsent = EnumSet.noneOf(Topic.class);
    private final ScheduledThreadPoolExecutor sender =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "dure-signals-sender"));
    private final Thread listener = new Thread(this::listen, "dure-signals-listener");
    private volatile boolean open = true;

    /** What there is to do. */
    public enum Topic {
        EVENTS,
        JOBS
    }

    @Activate
    public Signals(@Reference Database database) {
        this.database = database;
        sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        listener.setDaemon(true);
        listener.start();
    }

    /**
     * Calls {@code work}, which must be quick, at each signal; one listener for each topic.
     *
     * @param work is told what the signal is about; nothing when that is not known
     */
    public void listen(Topic topic, Consumer<Set<String>> work) {
        synchronized (listeners) {
            listeners.put(topic, work);
        }
    }

    /** Forgets the listener of {@code topic}. */
    public void forget(Topic topic) {
        synchronized (listeners) {
            listeners.remove(topic);
        }
    }

    /** As {@link #send(Topic, Set)}, about anything. */
    public void send(Topic topic) {
        send(topic, Set.of());
    }

    /**
     * To be called after the commit of what is signalled.
     *
     * @param about e.g. the types of events
     */
    public void send(Topic topic, Set<String> about) {
        fire(topic, about);
        synchronized (unsent) {
            if (!unsent.add(topic)) {
                return;
            }
        }
        try {
            sender.schedule(() -> notifyOthers(topic), GATHER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed", e);
        }
    }

    private void fire(Topic topic, Set<String> about) {
        Consumer<Set<String>> work;
        synchronized (listeners) {
            work = listeners.get(topic);
        }
        if (work != null) {
            work.accept(about);
        }
    }

    private void notifyOthers(Topic topic) {
        synchronized (unsent) {
            unsent.remove(topic);
        }
        try (Connection connection = database.kernel().getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            statement.setString(1, CHANNEL);
            statement.setString(2, node + " " + topic);
            statement.executeQuery().close();
        } catch (SQLException e) {
            LOG.debug("The other nodes look by themselves", e);
        }
    }

    private void listen() {
        while (open) {
            try (Connection connection = database.lasting();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                PGConnection channel = connection.unwrap(PGConnection.class);
                while (open) {
                    var notes = channel.getNotifications(LISTEN_MILLIS);
                    for (int i = 0; notes != null && i < notes.length; i++) {
                        heard(notes[i].getParameter());
                    }
                }
            } catch (SQLException e) {
                LOG.debug("Listening again in a second", e);
                pause();
            }
        }
    }

    private void heard(String note) {
        for (Topic topic : Topic.values()) {
            if (!note.startsWith(node) && note.endsWith(" " + topic)) {
                fire(topic, Set.of());
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            open = false;
        }
    }

    @Override
    @Deactivate
    public void close() {
        open = false;
        sender.shutdownNow();
        try {
            listener.join(2L * LISTEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
