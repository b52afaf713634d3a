package kr.dure.addons.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import kr.dure.persistence.Schemas;
import kr.dure.web.Problem;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** An uploaded jar that is an OSGi bundle: who it is, what it needs and offers, and which rules it breaks. */
final class AddonJar {
    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9_]*\\.)+[a-z][a-z0-9-]{0,62}");

    /** The kernel's names, and ids whose schema or database role would be the kernel's. */
    private static final Set<String> RESERVED = Set.of(
            "api",
            "persistence",
            "identity",
            "billing",
            "storage",
            "documents",
            "notification",
            "search",
            "web",
            "addons",
            "platform",
            "public",
            "operator",
            "app",
            // Parts of the manager's own addresses.
            "inspect",
            "remains",
            "catalogue");

    private final String symbolicName;
    private final String version;
    private final String sha256;
    private final byte[] bytes;
    private final List<String> migrations;
    private final Resource resource;
    private final List<Obstacle> faults;
    private final JarContents contents;
    private final ByteCode code;
    private final Declaration declaration;

    private AddonJar(
            String symbolicName,
            String version,
            byte[] bytes,
            List<String> migrations,
            Resource resource,
            List<Obstacle> faults,
            JarContents contents) {
        this.symbolicName = symbolicName;
        this.version = version;
        this.sha256 = hash(bytes);
        this.bytes = bytes;
        this.migrations = migrations;
        this.resource = resource;
        this.faults = faults;
        this.contents = contents;
        this.code = ByteCode.of(bytes);
        this.declaration = Declaration.of(contents, code);
    }

    /** @throws Problem 422 when it cannot be read, or says not who it is */
    static AddonJar read(byte[] bytes) {
        JarContents contents = JarContents.read(bytes);
        Map<String, String> headers = contents.headers();
        if (!"2".equals(headers.get(Constants.BUNDLE_MANIFESTVERSION))) {
            throw Unreadable.because(
                    "not-a-bundle",
                    "OSGi 번들이 아닙니다: Bundle-ManifestVersion이 2여야 합니다.",
                    "Not an OSGi bundle: Bundle-ManifestVersion must be 2.");
        }
        String name = symbolicName(headers);
        String version = version(headers);
        return new AddonJar(
                name, version, bytes, migrations(contents), parse(name, headers), faults(name, headers), contents);
    }

    private static String symbolicName(Map<String, String> headers) {
        String header = headers.getOrDefault(Constants.BUNDLE_SYMBOLICNAME, "");
        String name = header.split(";", 2)[0].strip();
        if (!NAME.matcher(name).matches()) {
            throw Unreadable.because(
                    "bad-name",
                    "Bundle-SymbolicName은 kr.dure.sms 같은 소문자 이름이어야 합니다: '" + name + "'",
                    "Bundle-SymbolicName must be a lower-case name such as kr.dure.sms: '" + name + "'");
        }
        return name;
    }

    private static String version(Map<String, String> headers) {
        String header = headers.getOrDefault(Constants.BUNDLE_VERSION, "").strip();
        try {
            return new Version(header).toString();
        } catch (IllegalArgumentException e) {
            throw Unreadable.because(
                    "bad-version",
                    "Bundle-Version은 1.2.3 같은 버전이어야 합니다: '" + header + "'",
                    "Bundle-Version must be a version such as 1.2.3: '" + header + "'");
        }
    }

    private static List<String> migrations(JarContents contents) {
        return contents.entries().stream()
                .filter(entry -> entry.matches("db/[^/]+\\.sql"))
                .map(entry -> entry.substring("db/".length()))
                .sorted()
                .toList();
    }

    private static Resource parse(String name, Map<String, String> headers) {
        try {
            return ResourceBuilder.build(name, headers);
        } catch (BundleException | RuntimeException e) {
            String cause = String.valueOf(e.getMessage());
            throw Unreadable.because(
                    "bad-header",
                    "매니페스트의 OSGi 머리글을 읽을 수 없습니다: " + cause,
                    "The manifest's OSGi headers cannot be read: " + cause);
        }
    }

    private static List<Obstacle> faults(String name, Map<String, String> headers) {
        List<Obstacle> faults = new ArrayList<>();
        if (headers.containsKey(Constants.FRAGMENT_HOST)) {
            faults.add(Obstacle.of(
                    "fragment",
                    "애드온은 스스로 서는 번들이어야 합니다.",
                    "An add-on must be a bundle of its own.",
                    "프래그먼트는 애드온이 될 수 없습니다(Fragment-Host).",
                    "A fragment cannot be an add-on (Fragment-Host).",
                    "Fragment-Host 없이 다시 만들어 주세요.",
                    "Build it without Fragment-Host."));
        }
        for (String refused : List.of(Constants.REQUIRE_BUNDLE, Constants.DYNAMICIMPORT_PACKAGE)) {
            if (headers.containsKey(refused)) {
                faults.add(Obstacle.of(
                        refused.equals(Constants.REQUIRE_BUNDLE) ? "require-bundle" : "dynamic-import",
                        "애드온은 패키지만 가져옵니다.",
                        "An add-on imports packages and nothing else.",
                        refused + "은(는) 쓸 수 없습니다.",
                        refused + " is not allowed.",
                        "Import-Package를 쓰도록 다시 만들어 주세요.",
                        "Use Import-Package and build it again."));
            }
        }
        if (RESERVED.contains(lastPart(name))) {
            faults.add(Obstacle.of(
                    "reserved-id",
                    "애드온의 이름은 플랫폼의 이름과 달라야 합니다.",
                    "An add-on needs a name that the platform does not use.",
                    "'" + lastPart(name) + "'은(는) 플랫폼이 쓰는 이름입니다.",
                    "'" + lastPart(name) + "' is a name of the platform's own.",
                    "다른 Bundle-SymbolicName으로 다시 만들어 주세요.",
                    "Choose another Bundle-SymbolicName and build it again."));
        }
        return List.copyOf(faults);
    }

    static String lastPart(String symbolicName) {
        return symbolicName.substring(symbolicName.lastIndexOf('.') + 1);
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Last part of the symbolic name. */
    String id() {
        return lastPart(symbolicName);
    }

    String symbolicName() {
        return symbolicName;
    }

    String version() {
        return version;
    }

    String sha256() {
        return sha256;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The SQL scripts it brings, by name. */
    List<String> migrations() {
        return migrations;
    }

    /** Which rules for add-ons it breaks, whatever is installed. */
    List<Obstacle> faults() {
        return faults;
    }

    /** What it says it is and wants. */
    Declaration declaration() {
        return declaration;
    }

    /** What its classes do. */
    ByteCode code() {
        return code;
    }

    String header(String name) {
        return contents.headers().get(name);
    }

    /** Its migrations with their texts. */
    List<Schemas.Script> scripts() {
        return migrations.stream()
                .filter(name -> name.startsWith("V"))
                .map(name -> new Schemas.Script(name, contents.small().get("db/" + name)))
                .toList();
    }

    /** Whether it has a persistence unit, and so a schema. */
    boolean hasUnit() {
        return contents.small().containsKey("META-INF/persistence.xml");
    }

    /** Whether that unit bears the bundle's name. */
    boolean unitNamed() {
        return contents.small()
                .get("META-INF/persistence.xml")
                .matches("(?s).*<persistence-unit\\s[^>]*name=\"" + symbolicName + "\".*");
    }

    /** Interfaces of the services it asks for. */
    Set<String> services() {
        return Needs.services(resource);
    }

    /** What others must offer: what is mandatory and not met by the bundle itself. */
    List<Requirement> requirements() {
        return Needs.of(resource);
    }

    /** The packages it exports. */
    List<String> exports() {
        return resource.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(Capability::getAttributes)
                .map(attributes -> (String) attributes.get(PackageNamespace.PACKAGE_NAMESPACE))
                .toList();
    }
}
