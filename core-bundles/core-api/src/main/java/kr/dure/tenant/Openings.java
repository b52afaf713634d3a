package kr.dure.tenant;

import java.util.List;
import java.util.Optional;

/**
 * What a company sees of its own opening while its host does not resolve yet (S3), by a link with a token. Implemented by
 * core-identity.
 */
public interface Openings {
    /** The opening that {@code token} leads to, or empty when the token is none of ours. */
    Optional<Opening> find(String token);

    /** Looks the DNS records up now, unless that has just been done. */
    Optional<Opening> check(String token);

    /**
     * @param company the company's name
     * @param loginUrl where its people will log in
     * @param domains the domains with their records, the primary one first
     */
    record Opening(String company, TenantState state, String loginUrl, List<Domain> domains) {
        public Opening {
            domains = List.copyOf(domains);
        }
    }
}
