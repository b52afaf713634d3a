package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Person;
import kr.dure.identity.Post;

/**
 * A person as the caller may see it.
 *
 * @param loginId of the person's account, or null for one without a login
 * @param employeeNumber null also where it is not the caller's business
 * @param mobile null also where it is not the caller's business
 * @param leftOn the first day on which the person is no longer there, past or planned, or null
 * @param posts of the day asked for, the main one first
 */
public record PersonView(
        UUID id,
        String loginId,
        String name,
        String employeeNumber,
        String workPhone,
        String mobile,
        LocalDate joinedOn,
        LocalDate leftOn,
        List<Post> posts) {
    static PersonView of(Known known, boolean inConfidence, List<Post> posts) {
        Person person = known.person();
        return new PersonView(
                person.id(),
                known.loginId(),
                person.name(),
                inConfidence ? person.employeeNumber() : null,
                person.workPhone(),
                inConfidence ? person.mobile() : null,
                person.joinedOn(),
                person.leftOn(),
                List.copyOf(posts));
    }

    /** A person and the login id of the account, or null. */
    record Known(Person person, String loginId) {}
}
