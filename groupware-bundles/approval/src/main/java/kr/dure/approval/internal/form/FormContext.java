package kr.dure.approval.internal.form;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What a check needs to know beside the values.
 *
 * @param drafter name of whoever drafts, as it is now
 * @param position of the drafter, may be empty
 * @param department name of the drafter's, may be empty
 * @param company name of the company
 * @param date of the draft, in Korea
 * @param number of the document, null while it has none
 * @param people finds the company's people and departments
 */
public record FormContext(
        String drafter,
        String position,
        String department,
        String company,
        LocalDate date,
        String number,
        People people) {
    /** Names by id; empty for what the company does not have. */
    public interface People {
        Optional<String> person(UUID id);

        Optional<String> department(UUID id);
    }
}
