package kr.dure.tenant;

import java.util.Optional;

/** What a company is in the commercial register. Implemented by core-identity. */
public interface Companies {
    /** The current tenant, or empty for the operator. A deleted company still has its name and number. */
    Optional<Company> find();

    /**
     * @param name as it signed up, never blank
     * @param businessNumber the ten digits of its business registration number (사업자등록번호), valid by check digit
     */
    record Company(String name, String businessNumber) {}
}
