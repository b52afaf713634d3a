package kr.dure.persistence.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords of the roles that log in: the same on every node that knows the owner's password, so that nothing has to be
 * stored or sent.
 */
public final class RolePassword {
    /** The role that sees events, jobs and the audit log of all tenants, and nothing of any app. */
    public static final String KERNEL = "dure_kernel";

    private RolePassword() {}

    /** @param owner the owner's password; null: the owner has none */
    public static String of(String owner, String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = ("dure:" + owner).getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
