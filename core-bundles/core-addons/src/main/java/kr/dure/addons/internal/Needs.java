package kr.dure.addons.internal;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kr.dure.product.Text;
import org.apache.felix.utils.resource.RequirementImpl;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** What a bundle needs from others, and how to say so. */
final class Needs {
    static final String SERVICE = "osgi.service";

    private static final Set<String> EFFECTIVE = Set.of("resolve", "active");
    private static final Pattern NAME = Pattern.compile("\\((?:osgi\\.wiring\\.package|objectClass)=([^()]+)\\)");

    private Needs() {}

    /** The mandatory requirements of {@code resource} that it does not meet itself. */
    static List<Requirement> of(Resource resource) {
        return resource.getRequirements(null).stream()
                .filter(Needs::matters)
                .filter(need -> resource.getCapabilities(need.getNamespace()).stream()
                        .noneMatch(((RequirementImpl) need)::matches))
                .toList();
    }

    private static boolean matters(Requirement need) {
        String effective = need.getDirectives().getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, "resolve");
        String resolution = need.getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY);
        return EFFECTIVE.contains(effective)
                && resolution.equals(Namespace.RESOLUTION_MANDATORY)
                // Fragments and Require-Bundle are refused anyway.
                && !need.getNamespace().equals(HostNamespace.HOST_NAMESPACE)
                && !need.getNamespace().equals(BundleNamespace.BUNDLE_NAMESPACE)
                // Java itself is always there; its version is a need of its own.
                && !filter(need).contains("(osgi.wiring.package=java.");
    }

    static String filter(Requirement need) {
        return need.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
    }

    /** Namespace and filter. */
    static String id(Requirement need) {
        return need.getNamespace() + ": " + filter(need);
    }

    /** The interfaces that {@code resource} asks for as services, also if it can do without. */
    static Set<String> services(Resource resource) {
        return resource.getRequirements(SERVICE).stream()
                .flatMap(need -> interfaces(need).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The interfaces that a requirement of services names. */
    static Set<String> interfaces(Requirement need) {
        return NAME.matcher(filter(need)).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** The package or interface it is about, or the namespace. */
    static String name(Requirement need) {
        Matcher name = NAME.matcher(filter(need));
        return name.find() ? name.group(1) : need.getNamespace();
    }

    /** That nothing installed meets {@code need}. */
    static Text text(Requirement need) {
        String detail = name(need) + " " + filter(need);
        return switch (need.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE ->
                new Text("맞는 패키지가 설치되어 있지 않습니다: " + detail, "Nothing installed exports a package that fits: " + detail);
            case SERVICE ->
                new Text("필요한 서비스를 제공하는 것이 없습니다: " + detail, "Nothing installed offers a service it needs: " + detail);
            default -> new Text("필요한 것이 없습니다: " + detail, "Nothing installed offers what it needs: " + detail);
        };
    }

    /**
     * The same as an obstacle.
     *
     * @param installed the versions of the package that are there, of an import
     */
    static Obstacle obstacle(Requirement need, List<String> installed) {
        Text text = text(need);
        String versions = String.join(", ", installed);
        return switch (need.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE ->
                installed.isEmpty()
                        ? new Obstacle(
                                "missing-package",
                                text,
                                new Text("설치된 것 중 이 패키지를 내보내는 것이 없습니다.", "No version of it is installed."),
                                new Text(
                                        "그 라이브러리를 jar 안에 넣어 다시 만들도록 만든 곳에 요청해 주세요.",
                                        "Ask who made it to put the library into the jar."))
                        : new Obstacle(
                                "wrong-version",
                                text,
                                new Text("설치된 버전: " + versions + ".", "Installed: " + versions + "."),
                                new Text(
                                        "이 버전의 두레에 맞는 애드온을 만든 곳에 요청해 주세요.",
                                        "Ask who made it for the version built for this Dure."));
            case SERVICE ->
                new Obstacle(
                        "missing-service",
                        text,
                        new Text("등록된 서비스가 없습니다.", "Nobody has registered one."),
                        new Text("그것을 제공하는 애드온을 먼저 설치해 주세요.", "Install the add-on that offers it first."));
            case "osgi.ee" ->
                new Obstacle(
                        "java-version",
                        text,
                        new Text(
                                "이 서버는 Java " + Runtime.version().feature() + "입니다.",
                                "This server runs Java " + Runtime.version().feature() + "."),
                        new Text("더 새로운 Java로 서버를 실행해 주세요.", "Run the server with a newer Java."));
            default ->
                new Obstacle(
                        "missing-capability",
                        text,
                        new Text("설치된 것 중 제공하는 것이 없습니다.", "Nothing installed provides it."),
                        new Text("만든 곳에 문의해 주세요.", "Ask who made it."));
        };
    }
}
