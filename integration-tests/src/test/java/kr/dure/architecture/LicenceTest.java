package kr.dure.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that ships may be passed on: no GPL or AGPL without an exception, nothing commercial. */
class LicenceTest {
    private static final Pattern ALLOWED = Pattern.compile(
            "(?is).*(apache|\\bMIT\\b|\\bBSD\\b|BSD-|EPL-|eclipse public|eclipse distribution|\\bEDL\\b|PostgreSQL|bouncy castle"
                    + "|CDDL|MPL|mozilla|public domain|0BSD|opensource\\.org/licenses/(mit|bsd)).*");
    private static final Pattern REFUSED =
            Pattern.compile("(?is).*(AGPL|affero|commercial|SSPL|BUSL|business source).*");

    /** Whose jar says nothing that names a licence; read from the project's own pages. */
    private static final Map<String, String> SILENT = Map.ofEntries(
            Map.entry("bcpkix-jdk18on", "Bouncy Castle Licence (MIT)"),
            Map.entry("bcprov-jdk18on", "Bouncy Castle Licence (MIT)"),
            Map.entry("bcutil-jdk18on", "Bouncy Castle Licence (MIT)"),
            Map.entry("common-image.jar in core-storage", "BSD-3-Clause"),
            Map.entry("common-io.jar in core-storage", "BSD-3-Clause"),
            Map.entry("common-lang.jar in core-storage", "BSD-3-Clause"),
            Map.entry("db-scheduler.jar in core-persistence", "Apache-2.0"),
            Map.entry("evalex.jar in approval", "Apache-2.0"),
            Map.entry("fastexcel-reader.jar in core-documents", "Apache-2.0"),
            Map.entry("fastexcel.jar in core-documents", "Apache-2.0"),
            Map.entry("flyway-database-postgresql.jar in core-persistence", "Apache-2.0"),
            Map.entry("imageio-core.jar in core-storage", "BSD-3-Clause"),
            Map.entry("imageio-metadata.jar in core-storage", "BSD-3-Clause"),
            Map.entry("imageio-webp.jar in core-storage", "BSD-3-Clause"),
            Map.entry("javax.annotation-api", "CDDL-1.1"),
            Map.entry("tink.jar in core-storage", "Apache-2.0"),
            Map.entry("graphics2d.jar in core-documents", "Apache-2.0"),
            Map.entry("jsoup.jar in approval", "MIT"),
            Map.entry("jsoup.jar in core-documents", "MIT"),
            Map.entry("txw2", "Eclipse Distribution License 1.0"),
            Map.entry("xbean-asm9-shaded.jar in core-libraries-openjpa", "Apache-2.0 and BSD-3-Clause (ASM)"),
            Map.entry(
                    "xml-apis-ext.jar in core-documents",
                    "Apache-2.0 and W3C Software Licence (DOM, SAC: public domain)"),
            Map.entry("zxcvbn.jar in core-identity", "MIT"));

    /** LGPL, each an unmodified jar of its own that can be exchanged: docs/decisions/0010-pdf-library.md. */
    private static final Set<String> EXCHANGEABLE = Set.of(
            "openhtmltopdf-core.jar in core-documents",
            "openhtmltopdf-pdfbox.jar in core-documents",
            "openhtmltopdf-svg-support.jar in core-documents");

    @Test
    void everythingThatShipsHasAFreeLicenceThatAllowsIt() throws IOException {
        Path system = Built.ROOT.resolve("karaf-distribution/target/assembly/system");
        Path lib = Built.ROOT.resolve("karaf-distribution/target/assembly/lib");
        Map<String, String> licences = new TreeMap<>();
        for (Path folder : List.of(system, lib)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path jar :
                        files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                    read(jar.getFileName().toString(), Files.readAllBytes(jar), coordinates(system, jar), licences);
                }
            }
        }
        assertThat(licences).hasSizeGreaterThan(60);
        List<String> doubtful = new ArrayList<>();
        licences.forEach((jar, licence) -> {
            boolean lesser = licence.toLowerCase(java.util.Locale.ROOT).contains("lgpl")
                    && EXCHANGEABLE.contains(jar.replaceFirst("-[0-9].*", ""));
            if (!lesser && !ALLOWED.matcher(licence).matches()
                    || REFUSED.matcher(licence).matches()) {
                doubtful.add(jar + ": " + (licence.isBlank() ? "says nothing" : licence));
            }
        });
        assertThat(doubtful).isEmpty();
    }

    private static void read(String name, byte[] bytes, Optional<Path> pom, Map<String, String> licences)
            throws IOException {
        String licence = "";
        String text = "";
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            if (jar.getManifest() != null) {
                String header = jar.getManifest().getMainAttributes().getValue("Bundle-License");
                licence = header == null ? "" : header;
            }
            for (JarEntry entry; (entry = jar.getNextJarEntry()) != null; ) {
                if (entry.getName().matches("lib/.+\\.jar")) {
                    read(entry.getName().substring(4) + " in " + name, jar.readAllBytes(), Optional.empty(), licences);
                } else if (entry.getName().matches("META-INF/maven/.+/pom.xml")) {
                    text += licence(new String(jar.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                } else if (entry.getName().matches("(?i)(META-INF/)?LICEN[SC]E[^/]*")) {
                    text += head(jar);
                }
            }
        }
        if (licence.isBlank() && pom.isPresent()) {
            licence = ofPom(pom.get());
        }
        if (licence.isBlank()) {
            licence = text;
        }
        String artifact = name.replaceFirst("-[0-9].*", "");
        licences.put(name, SILENT.getOrDefault(artifact, licence.strip()));
    }

    private static String head(InputStream in) throws IOException {
        String all = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return all.substring(0, Math.min(all.length(), 300)).replaceAll("\\s+", " ");
    }

    /** {@code group/artifact/version/file.jar} tells where the local repository keeps the description. */
    private static Optional<Path> coordinates(Path system, Path jar) {
        if (!jar.startsWith(system)) {
            return Optional.empty();
        }
        Path folder = system.relativize(jar).getParent();
        Path pom = Path.of(System.getProperty("user.home"), ".m2", "repository")
                .resolve(folder)
                .resolve(folder.getParent().getFileName() + "-" + folder.getFileName() + ".pom");
        return Files.exists(pom) ? Optional.of(pom) : Optional.empty();
    }

    private static String ofPom(Path pom) throws IOException {
        String xml = Files.readString(pom);
        String own = licence(xml);
        if (!own.isBlank()) {
            return own;
        }
        Matcher parent = Pattern.compile("(?s)<parent>(.*?)</parent>").matcher(xml);
        if (!parent.find()) {
            return "";
        }
        String group = tag(parent.group(1), "groupId");
        String artifact = tag(parent.group(1), "artifactId");
        String version = tag(parent.group(1), "version");
        Path next = Path.of(System.getProperty("user.home"), ".m2", "repository")
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".pom");
        return Files.exists(next) ? ofPom(next) : "";
    }

    private static String licence(String xml) {
        Matcher licences = Pattern.compile("(?s)<licenses>(.*?)</licenses>").matcher(xml);
        return licences.find() ? licences.group(1).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ") : "";
    }

    private static String tag(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
