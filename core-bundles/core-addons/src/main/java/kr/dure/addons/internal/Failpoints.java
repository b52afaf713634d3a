package kr.dure.addons.internal;

/**
 * Where the crash test ends the process: {@code -Ddure.addons.failpoint=NAME} stops the JVM at once, like a power cut, the
 * first time the step of that name is reached. Without the option, which only who starts the server can give, nothing.
 */
final class Failpoints {
    private static final String ARMED = System.getProperty("dure.addons.failpoint", "");

    private Failpoints() {}

    static void reach(String step) {
        if (ARMED.equals(step)) {
            Runtime.getRuntime().halt(137);
        }
    }
}
