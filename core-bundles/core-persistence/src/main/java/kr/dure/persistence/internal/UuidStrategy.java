package kr.dure.persistence.internal;

import java.sql.SQLException;
import java.util.UUID;
import org.apache.openjpa.jdbc.kernel.JDBCFetchConfiguration;
import org.apache.openjpa.jdbc.kernel.JDBCStore;
import org.apache.openjpa.jdbc.meta.FieldMapping;
import org.apache.openjpa.jdbc.meta.strats.HandlerFieldStrategy;
import org.apache.openjpa.jdbc.meta.strats.ImmutableValueHandler;
import org.apache.openjpa.jdbc.sql.Result;
import org.apache.openjpa.kernel.OpenJPAStateManager;

/**
 * {@link UUID} as {@code uuid}. OpenJPA forgets that it has read a UUID that is null, and reads the field again, by a
 * statement of its own, each time somebody looks at it; here null is kept as well.
 */
public final class UuidStrategy extends HandlerFieldStrategy {
    private static final long serialVersionUID = 1L;

    @Override
    public void setFieldMapping(FieldMapping field) {
        super.setFieldMapping(field);
        field.setHandler(new ImmutableValueHandler());
    }

    @Override
    public void load(OpenJPAStateManager state, JDBCStore store, JDBCFetchConfiguration fetch, Result result)
            throws SQLException {
        if (_cols.length == 0 || !result.containsAll(_cols)) {
            return;
        }
        state.storeObjectField(field.getIndex(), result.getObject(_cols[0], null, null));
    }
}
