package kr.dure.persistence.internal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.openjpa.jdbc.identifier.DBIdentifier;
import org.apache.openjpa.jdbc.kernel.JDBCStore;
import org.apache.openjpa.jdbc.meta.ValueMapping;
import org.apache.openjpa.jdbc.meta.strats.AbstractValueHandler;
import org.apache.openjpa.jdbc.schema.Column;
import org.apache.openjpa.jdbc.schema.ColumnIO;
import org.apache.openjpa.meta.JavaTypes;

/**
 * {@link Instant} as {@code timestamptz}. JPA 3.1 does not know the type, and OpenJPA's attribute converters do not
 * decide the column's type.
 */
public final class InstantHandler extends AbstractValueHandler {
    private static final long serialVersionUID = 1L;

    @Override
    @Deprecated
    public Column[] map(ValueMapping vm, String name, ColumnIO io, boolean adapt) {
        Column column = new Column();
        column.setIdentifier(DBIdentifier.newColumn(name));
        column.setJavaType(JavaTypes.OFFSET_DATETIME);
        return new Column[] {column};
    }

    @Override
    public boolean isVersionable(ValueMapping vm) {
        return true;
    }

    @Override
    public Object toDataStoreValue(ValueMapping vm, Object value, JDBCStore store) {
        return value == null ? null : ((Instant) value).atOffset(ZoneOffset.UTC);
    }

    @Override
    public Object toObjectValue(ValueMapping vm, Object value) {
        return value == null ? null : ((OffsetDateTime) value).toInstant();
    }
}
