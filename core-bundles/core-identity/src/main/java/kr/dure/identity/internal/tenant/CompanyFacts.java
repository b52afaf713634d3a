package kr.dure.identity.internal.tenant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kr.dure.persistence.Session;

/**
 * What a company said about itself at sign-up.
 *
 * @param language of the mails it gets
 */
record CompanyFacts(
        String businessNumber, String contactName, String contactEmail, String contactPhone, Locale language) {
    static CompanyFacts of(Session session) {
        return find(session).orElseThrow(() -> new IllegalStateException("The tenant has no company facts."));
    }

    /** Empty for the operator. */
    static Optional<CompanyFacts> find(Session session) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT business_number, contact_name, contact_email, contact_phone, language"
                        + " FROM identity.company")
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new CompanyFacts(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        Locale.forLanguageTag((String) row[4])))
                .findFirst();
    }

    static void changeContact(Session session, String name, String email, String phone) {
        session.entities()
                .createNativeQuery(
                        "UPDATE identity.company SET contact_name = ?1, contact_email = ?2, contact_phone = ?3")
                .setParameter(1, name)
                .setParameter(2, email)
                .setParameter(3, phone)
                .executeUpdate();
    }
}
