package kr.dure.persistence.internal;

import java.util.regex.Pattern;

/**
 * The name of a persistence unit and of the bundle that brings it: {@code kr.dure.sms}; its last part is the schema.
 */
record UnitName(String unit) {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9]*\\.)+[a-z][a-z0-9]{0,30}");

    UnitName {
        if (!FORM.matcher(unit).matches()) {
            throw new IllegalArgumentException("Not a unit name: " + unit);
        }
    }

    String schema() {
        String schema = unit.substring(unit.lastIndexOf('.') + 1);
        if (schema.equals("platform") || schema.equals("public") || schema.startsWith("pg")) {
            throw new IllegalArgumentException("Reserved schema: " + schema);
        }
        return schema;
    }
}
