package kr.dure.identity.internal.organisation;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values for the audit log; unlike {@link Map#of()}, null may be one. */
final class Facts {
    private Facts() {}

    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return facts;
    }

    static Map<String, Object> of(DepartmentVersion version) {
        return version == null
                ? null
                : of("name", version.name(), "parentId", version.parent(), "order", version.order());
    }

    static Map<String, Object> of(Posting post) {
        return of(
                "departmentId", post.place().department(),
                "positionId", post.place().position(),
                "dutyId", post.place().duty(),
                "main", post.main(),
                "from", post.from(),
                "to", post.to());
    }
}
