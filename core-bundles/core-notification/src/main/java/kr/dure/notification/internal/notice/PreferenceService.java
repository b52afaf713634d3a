package kr.dure.notification.internal.notice;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.identity.Addressees;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.NoticeKinds;
import kr.dure.notification.internal.ETags;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the caller wants to be told and how, and what the company decides for all. */
@Component(service = PreferenceService.class)
public final class PreferenceService {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])");
    private static final int LAST_HOUR = 23;

    private final Tx tx;
    private final Addressees addressees;
    private final Kinds kinds;

    @Activate
    public PreferenceService(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference Addressees addressees,
            @Reference Kinds kinds) {
        this.tx = tx;
        this.addressees = addressees;
        this.kinds = kinds;
    }

    /**
     * The caller's preferences.
     *
     * @param language {@code ko} or {@code en} of mails and text messages, or null: the company's
     * @param quietHours or null: none
     * @param digestHour 0 to 23 in Seoul, when the daily mail comes
     * @param email where mails go to, or null
     * @param emailBounced whether mails to that address came back, so that none is sent
     * @param phone whether a mobile number is known
     */
    public record Preferences(
            String language,
            Quiet quietHours,
            int digestHour,
            String email,
            boolean emailBounced,
            boolean phone,
            List<KindView> kinds) {}

    /**
     * @param from {@code HH:MM} in Seoul
     * @param to {@code HH:MM}; not later than {@code from}: of the next day
     * @param days on which it begins
     */
    public record Quiet(String from, String to, Set<DayOfWeek> days) {}

    /** One kind, with what holds for the caller now. */
    public record KindView(
            String name,
            String title,
            String category,
            String categoryTitle,
            boolean urgent,
            Map<Channel, ChannelView> channels,
            Digest digest,
            Digest digestDefault) {}

    /**
     * @param on whether it is sent
     * @param standard whether it is unless the person decides
     * @param locked whether the person may not
     */
    public record ChannelView(boolean on, boolean standard, boolean locked) {}

    /** What replaces the caller's preferences. */
    public record Change(String language, Quiet quietHours, Integer digestHour, List<KindChange> kinds) {}

    /** @param channels what differs from the standard; a channel that is absent or null follows it */
    public record KindChange(String name, Map<Channel, Boolean> channels, Digest digest) {}

    /** What the company decided. */
    public record CompanyPolicy(Boolean urgentOverridesQuietHours, List<KindPolicy> kinds) {}

    /**
     * @param channels null as a value: as the app has it
     * @param digest null: as the app has it
     * @param locked channels of which nobody decides for himself
     */
    public record KindPolicy(
            String name, String title, Map<Channel, Boolean> channels, Digest digest, Set<Channel> locked) {}

    /** A thing and its version for the ETag. */
    record Versioned<T>(int version, T value) {}

    private static UUID me() {
        return Callers.current().accountId();
    }

    Versioned<Preferences> get() {
        return tx.read(this::read);
    }

    private Versioned<Preferences> read(Session session) {
        SettingRepository settings = new SettingRepository(session);
        PersonSetting setting = settings.settings(List.of(me())).getOrDefault(me(), PersonSetting.NONE);
        Map<String, Wish> wishes = settings.wishes(me());
        Map<String, Policy> policies = settings.policies();
        Optional<Addressees.Addressee> person =
                addressees.find(List.of(me())).stream().findFirst();
        String email = person.map(Addressees.Addressee::email).orElse(null);
        Locale language = Clients.language();
        List<KindView> views = new ArrayList<>();
        for (NoticeKinds category : kinds.categories()) {
            for (NoticeKind kind : category.kinds()) {
                Policy policy = policies.getOrDefault(kind.name(), Policy.NONE);
                views.add(view(category, kind, policy, wishes.getOrDefault(kind.name(), Wish.NONE), language));
            }
        }
        Preferences preferences = new Preferences(
                setting.language() == null ? null : setting.language().getLanguage(),
                quiet(setting.quiet()),
                setting.digestHour(),
                email,
                email != null && !settings.bounced(List.of(email)).isEmpty(),
                person.map(Addressees.Addressee::mobile)
                        .filter(number -> !number.isBlank())
                        .isPresent(),
                views);
        return new Versioned<>(setting.version(), preferences);
    }

    private static KindView view(NoticeKinds category, NoticeKind kind, Policy policy, Wish wish, Locale language) {
        Map<Channel, ChannelView> channels = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            boolean standard = policy.on(channel) != null
                    ? policy.on(channel)
                    : kind.channels().contains(channel);
            boolean locked = policy.locked(channel);
            Boolean chosen = locked ? null : wish.on(channel);
            channels.put(channel, new ChannelView(chosen != null ? chosen : standard, standard, locked));
        }
        Digest standard = policy.digest() != null ? policy.digest() : kind.digest();
        Digest digest = wish.digest() != null ? wish.digest() : standard;
        return new KindView(
                kind.name(),
                kind.title().in(language),
                kind.category(),
                category.title().in(language),
                kind.urgent(),
                channels,
                kind.urgent() ? Digest.NONE : digest,
                kind.urgent() ? Digest.NONE : standard);
    }

    private static Quiet quiet(QuietHours hours) {
        return hours == null ? null : new Quiet(time(hours.from()), time(hours.to()), EnumSet.copyOf(hours.days()));
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    /** Replaces what the caller chose; of kinds that are not named nothing is chosen any more. */
    Versioned<Preferences> put(Integer version, Change change) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                change.language() == null || Set.of("ko", "en").contains(change.language()),
                "language",
                "language 값은 ko 또는 en입니다.",
                "language must be ko or en.");
        checks.range(
                change.digestHour() == null ? Integer.valueOf(PersonSetting.MORNING) : change.digestHour(),
                "digestHour",
                0,
                LAST_HOUR);
        QuietHours quiet = change.quietHours() == null ? null : quiet(checks, change.quietHours());
        List<KindChange> chosen = change.kinds() == null ? List.of() : change.kinds();
        return tx.write(session -> {
            SettingRepository settings = new SettingRepository(session);
            PersonSetting before = settings.settings(List.of(me())).getOrDefault(me(), PersonSetting.NONE);
            ETags.require(version, before.version());
            Map<String, Policy> policies = settings.policies();
            Map<String, Wish> wishes = new HashMap<>();
            for (int i = 0; i < chosen.size(); i++) {
                wish(checks, "kinds[" + i + "]", chosen.get(i), policies, wishes);
            }
            checks.done();
            PersonSetting next = new PersonSetting(
                    change.language() == null ? null : Locale.forLanguageTag(change.language()),
                    quiet,
                    change.digestHour() == null ? PersonSetting.MORNING : change.digestHour(),
                    before.version());
            if (!settings.setting(me(), next)) {
                ETags.require(before.version(), before.version() + 1);
            }
            settings.wishes(me()).keySet().stream()
                    .filter(kind -> kinds.find(kind).isPresent() && !wishes.containsKey(kind))
                    .forEach(kind -> settings.wish(me(), kind, Wish.NONE));
            wishes.forEach((kind, wish) -> settings.wish(me(), kind, wish));
            return read(session);
        });
    }

    private void wish(
            Invalid.Checks checks,
            String field,
            KindChange change,
            Map<String, Policy> policies,
            Map<String, Wish> wishes) {
        Optional<NoticeKind> kind = kind(checks, field, change == null ? null : change.name());
        if (kind.isEmpty()) {
            return;
        }
        Policy policy = policies.getOrDefault(change.name(), Policy.NONE);
        Map<Channel, Boolean> channels = change.channels() == null ? Map.of() : change.channels();
        channels.forEach((channel, on) -> checks.check(
                on == null || !policy.locked(channel),
                field + ".channels." + channel,
                "회사 관리자가 정한 방법이라 바꿀 수 없습니다.",
                "The company's administrator has fixed this channel."));
        checkDigest(checks, field, kind.get(), change.digest());
        wishes.put(
                change.name(),
                new Wish(
                        channels.get(Channel.IN_APP),
                        channels.get(Channel.EMAIL),
                        channels.get(Channel.SMS),
                        change.digest()));
    }

    private Optional<NoticeKind> kind(Invalid.Checks checks, String field, String name) {
        Optional<NoticeKind> kind = Optional.ofNullable(name).flatMap(kinds::find);
        checks.check(kind.isPresent(), field + ".name", "그런 알림 종류가 없습니다.", "There is no such kind of notice.");
        return kind;
    }

    private static void checkDigest(Invalid.Checks checks, String field, NoticeKind kind, Digest digest) {
        checks.check(
                !kind.urgent() || digest == null || digest == Digest.NONE,
                field + ".digest",
                "긴급 알림은 모아서 보낼 수 없습니다.",
                "Urgent notices cannot be collected.");
    }

    private static QuietHours quiet(Invalid.Checks checks, Quiet quiet) {
        Integer from = minute(checks, "quietHours.from", quiet.from());
        Integer to = minute(checks, "quietHours.to", quiet.to());
        boolean days = checks.check(
                quiet.days() != null && !quiet.days().isEmpty(),
                "quietHours.days",
                "요일을 하나 이상 골라 주세요.",
                "Choose at least one day.");
        if (from == null || to == null || !days) {
            return null;
        }
        QuietHours hours = new QuietHours(from, to, quiet.days());
        checks.check(
                !hours.always(),
                "quietHours",
                "모든 시간을 방해 금지로 할 수는 없습니다. 알림을 끄세요.",
                "Not every hour can be quiet. Switch the notices off instead.");
        return hours;
    }

    private static Integer minute(Invalid.Checks checks, String field, String time) {
        Matcher matcher = TIME.matcher(time == null ? "" : time);
        if (!checks.check(matcher.matches(), field, field + " 값은 22:00처럼 씁니다.", field + " looks like 22:00.")) {
            return null;
        }
        return Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
    }

    Versioned<CompanyPolicy> policy() {
        return tx.read(this::readPolicy);
    }

    private Versioned<CompanyPolicy> readPolicy(Session session) {
        SettingRepository settings = new SettingRepository(session);
        SettingRepository.Company company = settings.company();
        Map<String, Policy> policies = settings.policies();
        Locale language = Clients.language();
        List<KindPolicy> all = kinds.categories().stream()
                .flatMap(category -> category.kinds().stream())
                .map(kind -> kindPolicy(kind, policies.getOrDefault(kind.name(), Policy.NONE), language))
                .toList();
        return new Versioned<>(company.version(), new CompanyPolicy(company.urgentOverrides(), all));
    }

    private static KindPolicy kindPolicy(NoticeKind kind, Policy policy, Locale language) {
        Map<Channel, Boolean> channels = new EnumMap<>(Channel.class);
        Set<Channel> locked = EnumSet.noneOf(Channel.class);
        for (Channel channel : Channel.values()) {
            channels.put(channel, policy.on(channel));
            if (policy.locked(channel)) {
                locked.add(channel);
            }
        }
        return new KindPolicy(kind.name(), kind.title().in(language), channels, policy.digest(), locked);
    }

    /** Replaces what the company decided; kinds that are not named are as their app has them. */
    Versioned<CompanyPolicy> putPolicy(Integer version, CompanyPolicy change) {
        Invalid.Checks checks = new Invalid.Checks();
        Map<String, Policy> policies = new HashMap<>();
        List<KindPolicy> decided = change.kinds() == null ? List.of() : change.kinds();
        for (int i = 0; i < decided.size(); i++) {
            KindPolicy one = decided.get(i);
            String field = "kinds[" + i + "]";
            kind(checks, field, one == null ? null : one.name()).ifPresent(kind -> {
                checkDigest(checks, field, kind, one.digest());
                policies.put(kind.name(), policy(one));
            });
        }
        checks.done();
        return tx.write(session -> {
            SettingRepository settings = new SettingRepository(session);
            SettingRepository.Company before = settings.company();
            ETags.require(version, before.version());
            if (!settings.company(new SettingRepository.Company(
                    Boolean.TRUE.equals(change.urgentOverridesQuietHours()), before.version()))) {
                ETags.require(before.version(), before.version() + 1);
            }
            settings.policies().keySet().stream()
                    .filter(kind -> kinds.find(kind).isPresent() && !policies.containsKey(kind))
                    .forEach(kind -> settings.policy(kind, Policy.NONE));
            policies.forEach(settings::policy);
            session.audit("notification.policy.changed", null, null);
            return readPolicy(session);
        });
    }

    private static Policy policy(KindPolicy one) {
        Map<Channel, Boolean> channels = one.channels() == null ? Map.of() : one.channels();
        Set<Channel> locked = one.locked() == null ? Set.of() : one.locked();
        return new Policy(
                channels.get(Channel.IN_APP),
                channels.get(Channel.EMAIL),
                channels.get(Channel.SMS),
                one.digest(),
                locked.contains(Channel.IN_APP),
                locked.contains(Channel.EMAIL),
                locked.contains(Channel.SMS));
    }
}
