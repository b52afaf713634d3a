package kr.dure.notification;

/** Sends faxes; 0..1. core-billing brings one that hands them to a mail-to-fax service. */
public interface FaxGateway {
    /**
     * Takes a fax over, in the surrounding transaction where there is one.
     *
     * @throws kr.dure.web.Unavailable 503 when the installation has no fax service
     */
    void send(Fax fax);

    /**
     * @param number digits only, Korean, with the leading 0
     * @param subject for the cover or the service's own list
     * @param pdf the pages
     */
    record Fax(String number, String subject, byte[] pdf) {}
}
