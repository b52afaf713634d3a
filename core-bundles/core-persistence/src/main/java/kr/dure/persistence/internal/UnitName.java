package kr.dure.persistence.internal;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a persistence unit and of the bundle that brings it: {@code kr.dure.sms}; its last part is the schema.
 */
record UnitName(String unit) {
    /** Schemas and roles ({@code dure_operator} …) that are nobody's app. */
    private static final Set<String> RESERVED =
            Set.of("platform", "public", "app", "operator", "every", "owner", "kernel");

    private static final Set<String> KERNEL =
            Set.of("identity", "billing", "notification", "storage", "search", "addons", "web", "persistence");

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9]*\\.)+[a-z][a-z0-9]{0,30}");

    UnitName {
        if (!FORM.matcher(unit).matches()) {
            throw new IllegalArgumentException("Not a unit name: " + unit);
        }
    }

    String schema() {
        String schema = unit.substring(unit.lastIndexOf('.') + 1);
        boolean kernel = unit.equals("kr.dure." + schema);
        if (RESERVED.contains(schema) || schema.startsWith("pg") || KERNEL.contains(schema) && !kernel) {
            throw new IllegalArgumentException("Reserved schema: " + schema);
        }
        return schema;
    }
}
