package kr.dure.identity.internal.organisation;

import java.util.UUID;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps people in step with the login accounts. Both methods join the transaction of the account's change. */
@Component(service = PersonDirectory.class)
public final class PersonDirectory {
    private final PersonService people;

    @Activate
    public PersonDirectory(@Reference PersonService people) {
        this.people = people;
    }

    /**
     * Sees to it that an account has a person of this name, today in this department. To be called when an account is
     * added or its name changes; may be repeated.
     *
     * @param departmentId null leaves the posts as they are
     * @throws Problem 422 naming {@code departmentId} when this tenant has no such department today
     */
    public void ensure(UUID accountId, String name, UUID departmentId) {
        people.ensure(accountId, name, departmentId);
    }

    /**
     * Notes that the person of an account leaves today; posts end, the history stays. Without effect where there is no
     * such person, or who has left before.
     */
    public void leave(UUID accountId) {
        people.leave(accountId);
    }
}
