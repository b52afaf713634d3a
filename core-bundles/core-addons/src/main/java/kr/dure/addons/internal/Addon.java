package kr.dure.addons.internal;

import java.time.Instant;
import java.util.List;

/**
 * An installed add-on, as the operator sees it.
 *
 * @param id last part of the symbolic name: {@code sms}
 * @param name what the jar calls itself, or its symbolic name while it is not running
 * @param version the bundle's version
 * @param sha256 of the jar, 64 hexadecimal digits
 * @param state how it is now
 * @param reason why it is not {@link AddonState#ACTIVE}, in English; null when it is
 * @param installedAt when this version was installed
 * @param signer who signed it, or null
 * @param previousVersion what an undo brings back, or null
 * @param rights what it may do, as in {@code Consents}; null when it was installed before they were noted
 */
public record Addon(
        String id,
        String name,
        String version,
        String sha256,
        AddonState state,
        String reason,
        Instant installedAt,
        String signer,
        String previousVersion,
        List<String> rights) {}
