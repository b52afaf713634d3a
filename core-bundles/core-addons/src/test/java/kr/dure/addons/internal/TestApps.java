package kr.dure.addons.internal;

/** An app with an address. */
final class TestApps {
    private TestApps() {}

    static TestJar pathApp(String symbolicName, String path) {
        try {
            return TestCode.starting(
                            symbolicName,
                            "context.registerService(jakarta.ws.rs.core.Application.class,"
                                    + " new jakarta.ws.rs.core.Application() {}, new java.util.Hashtable<String, Object>("
                                    + "java.util.Map.of(\"osgi.jakartars.application.base\", \"" + path + "\")));")
                    .entry(
                            "OSGI-INF/Api.xml",
                            "<component><property name=\"osgi.jakartars.application.base\" type=\"String\" value=\""
                                    + path + "\"/></component>");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
