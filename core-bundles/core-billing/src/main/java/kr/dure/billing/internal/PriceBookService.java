package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.dure.billing.internal.pricing.Policy;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Price;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The operator's price book. Entries are added, never changed; one that has charged no month that is over can be
 * withdrawn. So nothing that is over ever costs something else.
 */
@Component(service = PriceBookService.class)
public final class PriceBookService {
    private static final long MAX_WON = 100_000_000;
    private static final int MAX_YEARS_AHEAD = 10;

    private final Tx tx;
    private final PriceBook prices;
    private final ProductCatalogue catalogue;
    private final MonthPricing months;

    @Activate
    public PriceBookService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference PriceBook prices,
            @Reference ProductCatalogue catalogue,
            @Reference MonthPricing months) {
        this.tx = tx;
        this.prices = prices;
        this.catalogue = catalogue;
        this.months = months;
    }

    /**
     * What is to hold from a day on.
     *
     * @param id a product, a meter or a policy
     * @param basis of a price that is the first of its product; otherwise as it is, or null
     * @param won of a price
     * @param value of a policy
     */
    public record NewEntry(String id, LocalDate effectiveFrom, Basis basis, Long won, String value) {}

    /** By name, the newest first. */
    Page<PriceBookEntry.View> list(String id, String after, int limit) {
        List<PriceBookEntry> entries = prices.entries().stream()
                .filter(entry -> id == null || entry.id().equals(id))
                .toList();
        int from = 0;
        if (after != null) {
            for (int i = 0; i < entries.size(); i++) {
                from = entries.get(i).key().equals(after) ? i + 1 : from;
            }
        }
        List<PriceBookEntry> rows =
                entries.stream().skip(from).limit(limit + 1L).toList();
        Page<PriceBookEntry> page = Page.of(rows, limit, PriceBookEntry::key);
        return new Page<>(page.items().stream().map(PriceBookEntry::view).toList(), page.next());
    }

    /**
     * Adds an entry.
     *
     * @throws Invalid naming the fields, among them a day in a month that is over
     * @throws Conflict when there is one of this name and day
     */
    PriceBookEntry.View add(NewEntry entry) {
        Optional<Policy> policy = Policy.find(entry.id());
        Optional<Basis> basis = policy.isPresent() ? Optional.empty() : basis(entry);
        check(entry, policy, basis);
        tx.run(session -> {
            if (policy.isPresent()) {
                insert(
                        session,
                        "INSERT INTO platform.price_policy (name, effective_from, value, recorded_by)"
                                + " VALUES (?1, ?2, ?3, ?4)",
                        entry.id(),
                        entry.effectiveFrom(),
                        entry.value());
            } else {
                insert(
                        session,
                        "INSERT INTO platform.price (product, effective_from, basis, won, recorded_by)"
                                + " VALUES (?1, ?2, '" + basis.orElseThrow().name() + "', ?3, ?4)",
                        entry.id(),
                        entry.effectiveFrom(),
                        entry.won());
            }
            session.audit(
                    "billing.price-book.added",
                    entry.id(),
                    null,
                    Map.of(
                            "effectiveFrom",
                            entry.effectiveFrom().toString(),
                            "value",
                            policy.isPresent() ? entry.value() : entry.won().toString()));
        });
        prices.forget();
        return find(entry.id(), entry.effectiveFrom()).view();
    }

    private static void insert(Session session, String sql, String id, LocalDate from, Object value) {
        session.entities()
                .createNativeQuery(sql)
                .setParameter(1, id)
                .setParameter(2, from)
                .setParameter(3, value)
                .setParameter(4, Callers.find().map(Caller::loginId).orElse(null))
                .executeUpdate();
    }

    private void check(NewEntry entry, Optional<Policy> policy, Optional<Basis> basis) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                policy.isPresent() || basis.isPresent(),
                "id",
                "그런 상품, 계량 항목, 정책이 없습니다.",
                "There is no such product, meter or policy.");
        if (policy.isPresent()) {
            checks.check(
                    policy.get().allows(entry.value()),
                    "value",
                    "값은 " + policy.get().allowed() + " 가운데여야 합니다.",
                    "The value must be one of " + policy.get().allowed() + ".");
            checks.check(entry.won() == null, "won", "정책에는 가격이 없습니다.", "A policy has no price.");
            checks.check(entry.basis() == null, "basis", "정책에는 단위가 없습니다.", "A policy has no basis.");
        } else if (basis.isPresent()) {
            checks.check(
                    entry.won() != null && entry.won() >= 0 && entry.won() <= MAX_WON,
                    "won",
                    "won 값은 0부터 " + MAX_WON + "까지입니다.",
                    "won must be from 0 to " + MAX_WON + ".");
            checks.check(entry.value() == null, "value", "가격에는 값이 없습니다.", "A price has no value.");
            checks.check(
                    entry.basis() == null || entry.basis() == basis.get(),
                    "basis",
                    "이 상품의 단위는 " + basis.get() + "입니다.",
                    "The basis of this product is " + basis.get() + ".");
        }
        LocalDate first = YearMonth.from(months.today()).atDay(1);
        checks.check(
                entry.effectiveFrom() != null
                        && !entry.effectiveFrom().isBefore(first)
                        && !entry.effectiveFrom().isAfter(first.plusYears(MAX_YEARS_AHEAD)),
                "effectiveFrom",
                "적용일은 이번 달 첫날(" + first + ")부터 " + MAX_YEARS_AHEAD + "년 안이어야 합니다. 지난 달의 요금은 바뀌지 않습니다.",
                "It must be from the first of this month (" + first + ") to " + MAX_YEARS_AHEAD
                        + " years ahead; what a month that is over costs never changes.");
        checks.done();
    }

    /** What the price of this name is per, or empty when there is nothing of this name. */
    private Optional<Basis> basis(NewEntry entry) {
        if (entry.id() == null) {
            return Optional.empty();
        }
        return prices.entries().stream()
                .filter(known -> known.id().equals(entry.id()))
                .map(PriceBookEntry::basis)
                .findFirst()
                .or(() -> catalogue.price(entry.id()).map(Price::basis))
                .or(() -> catalogue.meter(entry.id()) ? Optional.of(Basis.USE) : Optional.empty())
                .or(() -> catalogue.find(entry.id()).map(product -> entry.basis()));
    }

    /**
     * Takes an entry back that has charged no month that is over.
     *
     * @throws NotFound when there is none
     * @throws Conflict when it has
     */
    void withdraw(String id, LocalDate effectiveFrom) {
        PriceBookEntry entry = find(id, effectiveFrom);
        if (effectiveFrom.isBefore(YearMonth.from(months.today()).atDay(1))) {
            throw new Conflict(
                    "지난 달에 적용된 항목은 지울 수 없습니다. 새 항목을 추가해 주세요.",
                    "It has been in force in a month that is over. Add another entry instead.");
        }
        tx.run(session -> {
            session.entities()
                    .createNativeQuery(
                            entry.basis() == null
                                    ? "DELETE FROM platform.price_policy WHERE name = ?1 AND effective_from = ?2"
                                    : "DELETE FROM platform.price WHERE product = ?1 AND effective_from = ?2")
                    .setParameter(1, id)
                    .setParameter(2, effectiveFrom)
                    .executeUpdate();
            session.audit(
                    "billing.price-book.withdrawn",
                    id,
                    Map.of(
                            "effectiveFrom",
                            effectiveFrom.toString(),
                            "value",
                            entry.basis() == null ? entry.value() : entry.won().toString()),
                    null);
        });
        prices.forget();
    }

    private PriceBookEntry find(String id, LocalDate effectiveFrom) {
        prices.forget();
        return prices.entries().stream()
                .filter(entry -> entry.id().equals(id) && entry.effectiveFrom().equals(effectiveFrom))
                .findFirst()
                .orElseThrow(() -> new NotFound("그런 항목이 없습니다.", "There is no such entry."));
    }
}
