package kr.dure.persistence.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.apache.openjpa.jdbc.schema.Column;
import org.apache.openjpa.jdbc.sql.PostgresDictionary;

/** OpenJPA's PostgreSQL, without its detour of time stamps through the server's local time. */
@SuppressWarnings("unchecked") // a raw override inside OpenJPA
public final class KernelDictionary extends PostgresDictionary {
    @Override
    public void setOffsetDateTime(PreparedStatement statement, int index, OffsetDateTime value, Column column)
            throws SQLException {
        statement.setObject(index, value);
    }
}
