package kr.dure.notification.internal.notice;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kr.dure.identity.Addressees;
import kr.dure.identity.Addressees.Addressee;
import kr.dure.notification.NoticeKind;
import kr.dure.persistence.Session;

/** Gathers what counts for many people in a few statements. */
final class Questions {
    private final SettingRepository settings;
    private final Map<UUID, Addressee> people;
    private final Set<String> bounced;
    private final Map<UUID, PersonSetting> persons;
    private final Map<String, Policy> policies;
    private final boolean urgentOverrides;
    private final Map<String, Map<UUID, Wish>> wishes = new HashMap<>();
    private final Collection<UUID> accounts;

    Questions(Session session, Addressees addressees, Collection<UUID> accounts) {
        this.settings = new SettingRepository(session);
        this.accounts = accounts;
        this.people = people(addressees, accounts);
        this.bounced = bounced();
        this.persons = settings.settings(accounts);
        this.policies = settings.policies();
        this.urgentOverrides = settings.company().urgentOverrides();
    }

    private Questions(NoticeKind kind, SettingRepository settings, Addressees addressees, Collection<UUID> accounts) {
        this.settings = settings;
        this.accounts = accounts;
        this.people = people(addressees, accounts);
        this.bounced = bounced();
        SettingRepository.OfKind all = settings.ofKind(kind.name(), accounts);
        this.persons = all.persons();
        this.policies = Map.of(kind.name(), all.policy());
        this.urgentOverrides = all.urgentOverrides();
        this.wishes.put(kind.name(), all.wishes());
    }

    /** Those of one kind only, with fewer statements. */
    static Questions about(NoticeKind kind, Session session, Addressees addressees, Collection<UUID> accounts) {
        return new Questions(kind, new SettingRepository(session), addressees, accounts);
    }

    private static Map<UUID, Addressee> people(Addressees addressees, Collection<UUID> accounts) {
        return addressees.find(accounts).stream().collect(Collectors.toMap(Addressee::accountId, Function.identity()));
    }

    private Set<String> bounced() {
        return settings.bounced(people.values().stream()
                .map(Addressee::email)
                .filter(Objects::nonNull)
                .toList());
    }

    Question of(NoticeKind kind, UUID account) {
        Addressee person = people.get(account);
        return new Question(
                kind,
                person,
                person != null
                        && person.email() != null
                        && bounced.contains(person.email().toLowerCase(Locale.ROOT)),
                policies.getOrDefault(kind.name(), Policy.NONE),
                wishes.computeIfAbsent(kind.name(), name -> settings.wishes(name, accounts))
                        .getOrDefault(account, Wish.NONE),
                setting(account),
                urgentOverrides);
    }

    PersonSetting setting(UUID account) {
        return persons.getOrDefault(account, PersonSetting.NONE);
    }
}
