package kr.dure.addons.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.product.AppDescription;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;

/**
 * What an add-on says it is and wants: from its manifest, its classes, its scripts and its component descriptions, without
 * running anything.
 *
 * @param permissions what roles can be given
 * @param published types of the events it publishes
 * @param received types of the events it wants
 * @param hosts where it sends requests, as in the header {@code Dure-Hosts}
 * @param tables that its scripts create
 * @param grants what its code may do beyond the usual, with the reason; from the header {@code Dure-Grants}
 * @param paths of its REST applications
 */
record Declaration(
        Set<String> permissions,
        Set<String> meters,
        Set<String> published,
        Set<String> received,
        Set<String> hosts,
        Set<String> tables,
        Map<String, String> grants,
        Set<String> paths) {
    static final String HOSTS = "Dure-Hosts";
    static final String GRANTS = "Dure-Grants";
    /** For an app that does not write the names of its permissions and meters as constants. */
    private static final String PERMISSIONS = "Dure-Permissions";

    private static final String METERS = "Dure-Meters";
    private static final Pattern TABLE =
            Pattern.compile("(?i)\\bCREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?([a-z0-9_.\"]+)");
    private static final Pattern PATH =
            Pattern.compile("<property\\s+name=\"osgi\\.jakartars\\.application\\.base\"[^>]*\\svalue=\"([^\"]+)\"");

    static Declaration of(JarContents contents, ByteCode code) {
        Map<String, String> headers = contents.headers();
        return new Declaration(
                union(List.of(
                        code.permissions(),
                        names(headers.get(PERMISSIONS)),
                        // Made by a method of its own: the name is a text of the description all the same.
                        code.asked().stream().filter(code.constants()::contains).toList())),
                union(List.of(code.meters(), names(headers.get(METERS)))),
                code.published(),
                code.received(),
                union(List.of(names(headers.get(HOSTS)).stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList())),
                union(List.of(contents.texts("db/").stream()
                        .flatMap(sql -> matches(TABLE, Sql.bare(sql)))
                        .map(name -> name.replace("\"", "").toLowerCase(Locale.ROOT))
                        .toList())),
                grants(headers.get(GRANTS)),
                union(List.of(contents.texts("OSGI-INF/").stream()
                        .flatMap(xml -> matches(PATH, xml))
                        .toList())));
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found.stream();
    }

    private static Set<String> union(List<? extends Collection<String>> parts) {
        return parts.stream().flatMap(Collection::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(String header) {
        return header == null
                ? List.of()
                : Arrays.stream(header.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static Map<String, String> grants(String header) {
        Map<String, String> grants = new TreeMap<>();
        if (header != null) {
            for (Clause clause : Parser.parseHeader(header)) {
                String reason = clause.getAttribute("reason");
                grants.put(clause.getName(), reason == null ? "" : reason);
            }
        }
        return grants;
    }

    /** Everything a tenant agrees to, written as in {@code Consents}. */
    Set<String> rights() {
        Set<String> rights = new TreeSet<>();
        permissions.forEach(name -> rights.add("permission:" + name));
        meters.forEach(name -> rights.add("meter:" + name));
        hosts.forEach(name -> rights.add("host:" + name));
        received.forEach(name -> rights.add("event:" + name));
        return rights;
    }

    /** What the running app's description says beyond what could be seen before. */
    List<String> concealed(AppDescription description, ByteCode code) {
        Stream<String> more = Stream.of(
                        description.permissions().stream()
                                .map(AppDescription.Permission::name)
                                .filter(name -> !permissions.contains(name)
                                        && !code.constants().contains(name))
                                .map(name -> "permission " + name),
                        description.meters().stream()
                                .map(AppDescription.Meter::name)
                                .filter(name -> !meters.contains(name)
                                        && !code.constants().contains(name))
                                .map(name -> "meter " + name),
                        description.hosts().stream()
                                .filter(name -> !hosts.contains(name.toLowerCase(Locale.ROOT)))
                                .map(name -> "host " + name))
                .flatMap(one -> one);
        return more.sorted().toList();
    }
}
