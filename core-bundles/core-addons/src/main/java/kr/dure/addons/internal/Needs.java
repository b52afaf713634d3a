package kr.dure.addons.internal;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** That nothing installed meets {@code need}. */
    static Text text(Requirement need) {
        Matcher name = NAME.matcher(filter(need));
        String what = name.find() ? name.group(1) : need.getNamespace();
        String detail = what + " " + filter(need);
        return switch (need.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE ->
                new Text("맞는 패키지가 설치되어 있지 않습니다: " + detail, "Nothing installed exports a package that fits: " + detail);
            case SERVICE ->
                new Text("필요한 서비스를 제공하는 것이 없습니다: " + detail, "Nothing installed offers a service it needs: " + detail);
            default -> new Text("필요한 것이 없습니다: " + detail, "Nothing installed offers what it needs: " + detail);
        };
    }
}
