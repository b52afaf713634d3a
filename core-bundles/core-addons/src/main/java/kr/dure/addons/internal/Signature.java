package kr.dure.addons.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who signed a jar.
 *
 * @param state how far it may be trusted
 * @param signer the certificate's subject, or null when unsigned
 * @param detail what is wrong with it, in English; null when nothing is
 */
record Signature(State state, String signer, String detail) {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ANY_USE = "2.5.29.37.0";

    enum State {
        UNSIGNED,
        /** By somebody whom the installation trusts. */
        TRUSTED,
        /** By somebody it does not know. */
        UNKNOWN,
        /** With a certificate that is over, or not begun. */
        EXPIRED,
        /** Something in the jar is not what was signed, or not signed. */
        BROKEN
    }

    /** @param trusted folder with certificates (PEM or DER) of publishers, or of those who certify them */
    static Signature of(byte[] jar, Path trusted, Instant now) {
        try {
            Path file = Files.createTempFile("dure-addon", ".jar");
            try {
                Files.write(file, jar);
                return of(file, certificates(trusted), now);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Signature of(Path file, List<X509Certificate> trusted, Instant now) throws IOException {
        List<CertPath> common = null;
        List<String> unsigned = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            byte[] buffer = new byte[1 << 16];
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.isDirectory() || ofSignature(entry.getName())) {
                    continue;
                }
                try (InputStream in = jar.getInputStream(entry)) {
                    while (in.read(buffer) >= 0) {
                        // Its hash is compared at its end.
                    }
                }
                CodeSigner[] signers = entry.getCodeSigners();
                if (signers == null) {
                    unsigned.add(entry.getName());
                    continue;
                }
                List<CertPath> paths =
                        Stream.of(signers).map(CodeSigner::getSignerCertPath).toList();
                common = common == null
                        ? paths
                        : common.stream().filter(paths::contains).toList();
            }
        } catch (SecurityException e) {
            return new Signature(State.BROKEN, null, e.getMessage());
        }
        if (common == null) {
            return new Signature(State.UNSIGNED, null, null);
        }
        if (!unsigned.isEmpty() || common.isEmpty()) {
            return new Signature(
                    State.BROKEN,
                    null,
                    common.isEmpty()
                            ? "no one signed all of it"
                            : "not signed: " + String.join(", ", unsigned.subList(0, Math.min(5, unsigned.size()))));
        }
        return common.stream()
                .map(path -> judge(path, trusted, now))
                .min((a, b) -> Integer.compare(rank(a), rank(b)))
                .orElseThrow();
    }

    private static int rank(Signature one) {
        return one.state() == State.TRUSTED ? 0 : one.state() == State.EXPIRED ? 1 : 2;
    }

    private static boolean ofSignature(String name) {
        String upper = name.toUpperCase(java.util.Locale.ROOT);
        return upper.matches("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*)");
    }

    private static Signature judge(CertPath path, List<X509Certificate> trusted, Instant now) {
        List<X509Certificate> chain =
                path.getCertificates().stream().map(X509Certificate.class::cast).toList();
        X509Certificate leaf = chain.get(0);
        String subject = leaf.getSubjectX500Principal().getName();
        try {
            for (X509Certificate certificate : chain) {
                certificate.checkValidity(Date.from(now));
            }
            List<String> uses = leaf.getExtendedKeyUsage();
            if (uses != null && !uses.contains(CODE_SIGNING) && !uses.contains(ANY_USE)) {
                return new Signature(State.UNKNOWN, subject, "the certificate is not for signing code");
            }
            if (!trusted.contains(leaf)) {
                validate(chain, trusted, now);
            }
            return new Signature(State.TRUSTED, subject, null);
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return new Signature(
                    State.EXPIRED,
                    subject,
                    "valid from " + leaf.getNotBefore().toInstant() + " to "
                            + leaf.getNotAfter().toInstant());
        } catch (GeneralSecurityException e) {
            return new Signature(State.UNKNOWN, subject, "no trusted certificate leads to it");
        }
    }

    private static void validate(List<X509Certificate> chain, List<X509Certificate> trusted, Instant now)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors =
                trusted.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toCollection(HashSet::new));
        if (anchors.isEmpty()) {
            throw new CertificateException("nobody is trusted");
        }
        List<Certificate> below = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            if (trusted.contains(certificate)) {
                break;
            }
            below.add(certificate);
        }
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false); // a certificate is revoked by taking it out of the folder
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
    }

    private static List<X509Certificate> certificates(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<X509Certificate> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    for (Certificate one :
                            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                        found.add((X509Certificate) one);
                    }
                } catch (CertificateException e) {
                    throw new IOException(file + " is no certificate: " + e.getMessage(), e);
                }
            }
        }
        return found;
    }
}
