package kr.dure.persistence.internal;

import org.apache.openjpa.jdbc.meta.MappingRepository;

/**
 * OpenJPA's mappings of one unit. OpenJPA tells every repository of every class in the process; one that kept another
 * app's classes would keep that app's class loader after its removal.
 */
public final class UnitRepository extends MappingRepository {
    private static final long serialVersionUID = 1L;

    private final transient ClassLoader unit = Thread.currentThread().getContextClassLoader();

    @Override
    public void register(Class<?> type) {
        if (belongs(type)) {
            super.register(type);
        }
    }

    private boolean belongs(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, unit) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
