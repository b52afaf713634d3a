package kr.dure.notification.internal.sender;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

/**
 * A domain's key (RFC 6376).
 *
 * @param privateKey PKCS #8 in Base64
 * @param publicKey SubjectPublicKeyInfo in Base64, as the DNS record has it
 */
public record DkimKey(String domain, String selector, String privateKey, String publicKey) {
    private static final int BITS = 2048;

    static DkimKey generate(String domain, String selector) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return new DkimKey(
                    domain,
                    selector,
                    base64.encodeToString(pair.getPrivate().getEncoded()),
                    base64.encodeToString(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the record stands. */
    String recordName() {
        return selector + "._domainkey." + domain;
    }

    String recordValue() {
        return "v=DKIM1; k=rsa; p=" + publicKey;
    }

    /** Whether a record that was found holds this key, however it is spaced. */
    boolean matches(String record) {
        return Arrays.stream(record.split(";"))
                .map(tag -> tag.replaceAll("\\s", ""))
                .anyMatch(tag -> tag.equals("p=" + publicKey));
    }

    /** The message with a signature over its content and the headers people see. */
    public MimeMessage sign(MimeMessage message) throws MessagingException {
        try {
            DkimSigner signer = new DkimSigner(domain, selector, key());
            signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
            signer.setHeaderCanonicalization(Canonicalization.RELAXED);
            signer.setBodyCanonicalization(Canonicalization.RELAXED);
            // Whether the record is there was asked before.
            signer.setCheckDomainKey(false);
            return new DkimMessage(message, signer);
        } catch (DkimException e) {
            throw new MessagingException("The signature cannot be made.", e);
        }
    }

    private RSAPrivateKey key() {
        try {
            byte[] encoded = Base64.getDecoder().decode(privateKey);
            return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return recordName();
    }
}
