package kr.dure.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import kr.dure.web.Invalid;
import org.junit.jupiter.api.Test;

class AddonJarTest {
    private static void refused(byte[] jar, String because) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> AddonJar.read(jar))
                .satisfies(invalid -> {
                    assertThat(invalid.errors())
                            .extracting(error -> error.field())
                            .containsExactly("jar");
                    assertThat(invalid.text().en()).contains(because);
                });
    }

    private static void atFault(TestJar jar, String because) {
        assertThat(AddonJar.read(jar.bytes()).faults())
                .extracting(fault -> fault.text().en())
                .singleElement()
                .asString()
                .contains(because);
    }

    @Test
    void aGoodJarSaysWhoItIsAndWhatItNeeds() {
        byte[] bytes = TestJar.app("kr.dure.sms", "0.1.0.SNAPSHOT")
                .header(
                        "Import-Package",
                        "java.util,kr.dure.web;version=\"[0.1,1)\",org.more;resolution:=optional,mine")
                .header("Export-Package", "mine")
                .header(
                        "Require-Capability",
                        "osgi.service;filter:=\"(objectClass=java.time.Clock)\";effective:=active,"
                                + "osgi.service;filter:=\"(objectClass=jakarta.ws.rs.core.Application)\","
                                + "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"")
                .entry("db/V002__more.sql")
                .entry("db/V001__first.sql")
                .entry("other/V001__no.sql")
                .bytes();

        AddonJar jar = AddonJar.read(bytes);

        assertThat(jar.id()).isEqualTo("sms");
        assertThat(jar.symbolicName()).isEqualTo("kr.dure.sms");
        assertThat(jar.version()).isEqualTo("0.1.0.SNAPSHOT");
        assertThat(jar.sha256()).matches("[0-9a-f]{64}");
        assertThat(jar.migrations()).containsExactly("V001__first.sql", "V002__more.sql");
        assertThat(jar.exports()).containsExactly("mine");
        assertThat(jar.faults()).isEmpty();
        assertThat(jar.requirements())
                .extracting(Needs::id)
                .containsExactly(
                        "osgi.wiring.package: (&(osgi.wiring.package=kr.dure.web)(version>=0.1.0)(!(version>=1.0.0)))",
                        "osgi.service: (objectClass=java.time.Clock)",
                        "osgi.ee: (&(osgi.ee=JavaSE)(version=17))");
    }

    @Test
    void theNameMayCarryDirectives() {
        assertThat(AddonJar.read(TestJar.bundle("kr.dure.sms; singleton:=true", "1")
                                .bytes())
                        .id())
                .isEqualTo("sms");
    }

    @Test
    void whatIsNoZipIsRefused() {
        refused("hello".getBytes(StandardCharsets.UTF_8), "Not a readable jar");
        refused(new byte[0], "Not a readable jar");
    }

    @Test
    void aJarThatWasCutOffOrDamagedIsRefused() {
        byte[] noise = new byte[10_000];
        new java.util.Random(1).nextBytes(noise);
        byte[] whole = TestJar.app("kr.dure.sms", "1.0").entry("noise", noise).bytes();
        refused(Arrays.copyOf(whole, whole.length - 100), "Not a readable jar");
        whole[whole.length / 2] ^= 1;
        refused(whole, "Not a readable jar");
    }

    @Test
    void aJarWithoutManifestIsRefused() {
        refused(new TestJar().entry("a.txt").bytes(), "MANIFEST.MF is missing");
    }

    @Test
    void aJarThatIsNoBundleIsRefused() {
        refused(
                TestJar.bundle("kr.dure.sms", "1")
                        .without("Bundle-ManifestVersion")
                        .bytes(),
                "must be 2");
        refused(
                TestJar.bundle("kr.dure.sms", "1")
                        .header("Bundle-ManifestVersion", "1")
                        .bytes(),
                "must be 2");
        refused(
                TestJar.bundle("kr.dure.sms", "1")
                        .without("Bundle-SymbolicName")
                        .bytes(),
                "Bundle-SymbolicName");
        refused(TestJar.bundle("../sms", "1").bytes(), "Bundle-SymbolicName");
        refused(TestJar.bundle("kr.dure.Sms", "1").bytes(), "Bundle-SymbolicName");
        refused(TestJar.bundle("kr.dure.sms", "1").without("Bundle-Version").bytes(), "Bundle-Version");
        refused(TestJar.bundle("kr.dure.sms", "new").bytes(), "Bundle-Version must be a version such as 1.2.3: 'new'");
    }

    @Test
    void anUnreadableHeaderIsRefused() {
        refused(
                TestJar.bundle("kr.dure.sms", "1")
                        .header("Import-Package", "a,a")
                        .bytes(),
                "cannot be read");
        refused(
                TestJar.bundle("kr.dure.sms", "1")
                        .header("Import-Package", "a,,b;=")
                        .bytes(),
                "cannot be read");
    }

    @Test
    void aFragmentIsNoAddon() {
        atFault(TestJar.bundle("kr.dure.sms", "1").header("Fragment-Host", "kr.dure.identity"), "fragment");
    }

    @Test
    void bundlesMayNotBeRequiredNorPackagesImportedDynamically() {
        atFault(TestJar.bundle("kr.dure.sms", "1").header("Require-Bundle", "kr.dure.api"), "Require-Bundle");
        atFault(TestJar.bundle("kr.dure.sms", "1").header("dynamicimport-package", "*"), "DynamicImport-Package");
    }

    @Test
    void theKernelsNamesAreTaken() {
        atFault(TestJar.bundle("kr.dure.identity", "1"), "platform's own");
        atFault(TestJar.bundle("com.acme.identity", "1"), "platform's own");
        atFault(TestJar.bundle("com.acme.operator", "1"), "platform's own");
    }

    @Test
    void aPathThatLeadsOutOfTheJarIsRefused() {
        for (String path : new String[] {"../evil", "a/../../evil", "/evil", "a\\..\\evil", "C:evil"}) {
            refused(TestJar.bundle("kr.dure.sms", "1").entry(path).bytes(), "leads out of it");
        }
        assertThat(AddonJar.read(TestJar.bundle("kr.dure.sms", "1")
                                .entry("a..b/c..")
                                .bytes())
                        .id())
                .isEqualTo("sms");
    }

    @Test
    void tooManyEntriesAreRefused() {
        TestJar jar = TestJar.bundle("kr.dure.sms", "1");
        for (int i = 0; i < 4096; i++) {
            jar.entry("e" + i);
        }
        refused(jar.bytes(), "too many entries");
    }

    @Test
    void aJarThatUnpacksToTooMuchIsRefused() {
        byte[] jar = TestJar.bundle("kr.dure.sms", "1")
                .entry("zeros", new byte[3 << 20])
                .bytes();
        assertThat(jar).hasSizeLessThan(10_000);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> JarContents.read(jar, 10, 2 << 20))
                .withMessageContaining("Too large when unpacked (at most 2 MB");
        assertThat(JarContents.read(jar, 10, 4 << 20).entries()).contains("zeros");
    }
}
