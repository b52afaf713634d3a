package kr.dure.sms.internal;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.sms.internal.NewMessage.Addressee;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whom a company writes to, and whom not. */
@Component(service = ContactService.class)
public final class ContactService {
    private static final int MAX_NAME = 100;
    private static final int MAX_CONTACTS = 10_000;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    @Activate
    public ContactService(@Reference(target = "(unit=kr.dure.sms)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    Page<ContactGroup> groups(UUID after, int limit) {
        List<ContactGroup> rows = tx.read(session -> {
            ContactRepository contacts = new ContactRepository(session);
            return contacts.list(after, limit + 1).stream()
                    .map(group -> new ContactGroup(group.id(), group.name(), contacts.size(group.id()), null))
                    .toList();
        });
        return Page.of(rows, limit, group -> group.id().toString());
    }

    ContactGroup group(UUID id) {
        return tx.read(session -> {
            ContactRepository contacts = new ContactRepository(session);
            ContactGroupEntity group = contacts.get(id);
            List<Addressee> members = contacts.of(List.of(id));
            return new ContactGroup(id, group.name(), members.size(), members);
        });
    }

    ContactGroup create(String name, List<Addressee> contacts) {
        List<Addressee> checked = check(name, contacts);
        UUID id = tx.write(session -> {
            ContactRepository repository = new ContactRepository(session);
            ContactGroupEntity group = new ContactGroupEntity(ids.next(), name.strip());
            repository.add(group);
            repository.fill(group.id(), checked);
            return group.id();
        });
        return group(id);
    }

    ContactGroup replace(UUID id, String name, List<Addressee> contacts) {
        List<Addressee> checked = check(name, contacts);
        tx.run(session -> {
            ContactRepository repository = new ContactRepository(session);
            repository.get(id).rename(name.strip());
            repository.fill(id, checked);
        });
        return group(id);
    }

    void delete(UUID id) {
        tx.run(session -> {
            ContactRepository repository = new ContactRepository(session);
            repository.remove(repository.get(id));
        });
    }

    private static List<Addressee> check(String name, List<Addressee> contacts) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(name, "name", MAX_NAME);
        List<Addressee> given = contacts == null ? List.of() : contacts;
        checks.check(
                given.size() <= MAX_CONTACTS,
                "contacts",
                "그룹에는 " + MAX_CONTACTS + "명까지 넣을 수 있습니다.",
                "A group has at most " + MAX_CONTACTS + " contacts.");
        Map<String, Addressee> byNumber = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            Addressee one = given.get(i);
            Optional<String> number = PhoneNumber.mobile(one == null ? null : one.number());
            checks.check(
                    number.isPresent(),
                    "contacts[" + i + "].number",
                    (i + 1) + "번째 번호가 휴대전화 번호가 아닙니다.",
                    "Contact " + (i + 1) + " has no mobile number.");
            Map<String, String> fields = one == null || one.fields() == null ? Map.of() : one.fields();
            boolean plain = fields.entrySet().stream()
                    .noneMatch(field -> field.getKey().contains("=")
                            || field.getKey().contains("\n")
                            || field.getValue() == null
                            || field.getValue().contains("\n"));
            checks.check(
                    plain,
                    "contacts[" + i + "].fields",
                    "이름에 '='나 줄바꿈을 쓸 수 없고 값은 한 줄이어야 합니다.",
                    "Names have neither '=' nor line ends, and values are one line.");
            number.ifPresent(digits -> byNumber.putIfAbsent(digits, new Addressee(digits, fields)));
        }
        checks.done();
        return List.copyOf(byNumber.values());
    }

    Page<OptOut> optOuts(UUID after, int limit) {
        List<OptOut> rows = tx.read(session -> new OptOutRepository(session)
                .list(after, limit + 1).stream().map(OptOutEntity::toOptOut).toList());
        return Page.of(rows, limit, optOut -> optOut.id().toString());
    }

    /** Notes that a number wants no advertisements; final, and without effect when it is noted already. */
    OptOut optOut(String typed) {
        Optional<String> number = PhoneNumber.mobile(typed);
        if (number.isEmpty()) {
            throw new Invalid("number", "휴대전화 번호가 아닙니다.", "This is no mobile number.");
        }
        return tx.write(session -> {
            OptOutRepository optOuts = new OptOutRepository(session);
            return optOuts.find(number.get())
                    .orElseGet(() -> {
                        OptOutEntity added = new OptOutEntity(ids.next(), number.get(), clock.instant());
                        optOuts.add(added);
                        session.audit("sms.opt-out.added", number.get(), null);
                        return added;
                    })
                    .toOptOut();
        });
    }

    /** The person has consented again. */
    void consent(String typed) {
        tx.run(session -> {
            OptOutRepository optOuts = new OptOutRepository(session);
            OptOutEntity optOut = PhoneNumber.mobile(typed)
                    .flatMap(optOuts::find)
                    .orElseThrow(() -> new NotFound("수신거부한 번호가 아닙니다.", "This number has not opted out."));
            optOuts.remove(optOut);
            session.audit("sms.opt-out.removed", typed, null);
        });
    }
}
