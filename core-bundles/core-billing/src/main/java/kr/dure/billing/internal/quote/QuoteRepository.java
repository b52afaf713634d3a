package kr.dure.billing.internal.quote;

import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.quote.Quote.State;
import kr.dure.persistence.Session;
import kr.dure.product.Text;
import kr.dure.web.NotFound;

/** Quotes of the current tenant. */
final class QuoteRepository {
    private static final String COLUMNS = "SELECT CAST(id AS text), number, state, quoted_on, valid_until, company,"
            + " business_number, department, contact, email, phone, fax, language, note, payment, term, auto_debit, products,"
            + " seats, supply, vat, total, sent_to, sent_at, ordered_at, service_requests, version,"
            + " CAST(company_id AS text) FROM billing.quote";

    private final Session session;

    QuoteRepository(Session session) {
        this.session = session;
    }

    /** @return false when this very form was handed in before */
    boolean add(Quote quote, String form, Instant at) {
        QuoteRequest.Customer c = quote.customer();
        int added = session.entities()
                .createNativeQuery("INSERT INTO billing.quote (id, number, state, quoted_on, valid_until, company,"
                        + " business_number, department, contact, email, phone, fax, language, note, payment, term,"
                        + " auto_debit, products, seats, supply, vat, total, form, service_requests, created_at, version)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
                        + " ?20, ?21, ?22, ?23, '', ?24, 1) ON CONFLICT (tenant_id, form) DO NOTHING")
                .setParameter(1, quote.id())
                .setParameter(2, quote.number())
                .setParameter(3, quote.state().name())
                .setParameter(4, quote.quotedOn())
                .setParameter(5, quote.validUntil())
                .setParameter(6, c.company())
                .setParameter(7, c.businessNumber())
                .setParameter(8, c.department())
                .setParameter(9, c.contact())
                .setParameter(10, c.email())
                .setParameter(11, c.phone())
                .setParameter(12, c.fax())
                .setParameter(13, quote.language().getLanguage())
                .setParameter(14, quote.note())
                .setParameter(15, quote.payment())
                .setParameter(16, quote.term())
                .setParameter(17, quote.autoDebit())
                .setParameter(18, String.join(",", quote.products()))
                .setParameter(19, quote.seats())
                .setParameter(20, quote.supply())
                .setParameter(21, quote.vat())
                .setParameter(22, quote.total())
                .setParameter(23, form)
                .setParameter(24, at.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        if (added == 0) {
            return false;
        }
        for (int i = 0; i < quote.lines().size(); i++) {
            add(quote.id(), i, quote.lines().get(i));
        }
        return true;
    }

    private void add(UUID quote, int position, Line line) {
        session.entities()
                .createNativeQuery("INSERT INTO billing.quote_line (quote_id, position, code, description_ko,"
                        + " description_en, quantity, unit_price, days, of_days, amount, rule, price_book, explanation_ko,"
                        + " explanation_en) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, CAST(?12 AS bigint), ?13,"
                        + " ?14)")
                .setParameter(1, quote)
                .setParameter(2, position)
                .setParameter(3, line.code())
                .setParameter(4, line.description().ko())
                .setParameter(5, line.description().en())
                .setParameter(6, line.quantity())
                .setParameter(7, line.unitPrice())
                .setParameter(8, line.days())
                .setParameter(9, line.ofDays())
                .setParameter(10, line.amount())
                .setParameter(11, line.rule())
                .setParameter(
                        12, line.priceBook() == null ? null : line.priceBook().toString())
                .setParameter(13, line.explanation().ko())
                .setParameter(14, line.explanation().en())
                .executeUpdate();
    }

    Optional<Quote> find(UUID id) {
        return Rows.of(
                        session.entities()
                                .createNativeQuery(COLUMNS + " WHERE id = ?1")
                                .setParameter(1, id),
                        this::quote)
                .stream()
                .findFirst();
    }

    /** The quote; nobody else changes it before this transaction ends. */
    Quote lock(UUID id) {
        session.entities()
                .createNativeQuery("SELECT CAST(id AS text) FROM billing.quote WHERE id = ?1 FOR UPDATE")
                .setParameter(1, id)
                .getResultList();
        return find(id).orElseThrow(QuoteRepository::absent);
    }

    static NotFound absent() {
        return new NotFound("그런 견적서가 없습니다.", "There is no such quote.");
    }

    /** Newest first; what is not confirmed is left out. */
    List<Quote> list(UUID after, int limit) {
        Query query = session.entities()
                .createNativeQuery(COLUMNS + " WHERE number IS NOT NULL" + (after == null ? "" : " AND id < ?1")
                        + " ORDER BY quote.id DESC")
                .setMaxResults(limit);
        if (after != null) {
            query.setParameter(1, after);
        }
        return Rows.of(query, this::quote);
    }

    /** How many quotes that address asked for since {@code from}, and when the first of them was. */
    record Asked(long times, Instant first) {}

    Asked asked(String email, Instant from) {
        return Rows.of(
                        session.entities()
                                .createNativeQuery("SELECT count(*), min(created_at) FROM billing.quote"
                                        + " WHERE lower(email) = lower(?1) AND created_at > ?2 AND form IS NOT NULL")
                                .setParameter(1, email)
                                .setParameter(2, from.atOffset(ZoneOffset.UTC)),
                        columns -> new Asked(Rows.number(columns[0]), Rows.instant(columns[1])))
                .get(0);
    }

    void confirmed(UUID id, String number, LocalDate quotedOn, LocalDate validUntil) {
        session.entities()
                .createNativeQuery(
                        "UPDATE billing.quote SET number = ?2, state = 'DRAFT', quoted_on = ?3, valid_until = ?4,"
                                + " version = version + 1 WHERE id = ?1")
                .setParameter(1, id)
                .setParameter(2, number)
                .setParameter(3, quotedOn)
                .setParameter(4, validUntil)
                .executeUpdate();
    }

    void sent(Quote quote, String to, Instant at) {
        session.entities()
                .createNativeQuery(
                        "UPDATE billing.quote SET state = ?2, sent_to = ?3, sent_at = ?4, version = version + 1"
                                + " WHERE id = ?1")
                .setParameter(1, quote.id())
                .setParameter(2, (quote.state() == State.DRAFT ? State.SENT : quote.state()).name())
                .setParameter(3, to)
                .setParameter(4, at.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    void accepted(UUID id) {
        session.entities()
                .createNativeQuery("UPDATE billing.quote SET state = 'ACCEPTED', version = version + 1 WHERE id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    void becomes(UUID id, UUID company) {
        session.entities()
                .createNativeQuery("UPDATE billing.quote SET company_id = ?2, version = version + 1 WHERE id = ?1")
                .setParameter(1, id)
                .setParameter(2, company)
                .executeUpdate();
    }

    void ordered(UUID id, Instant at, String by, List<UUID> requests) {
        session.entities()
                .createNativeQuery("UPDATE billing.quote SET state = 'ORDERED', ordered_at = ?2, ordered_by = ?3,"
                        + " service_requests = ?4, version = version + 1 WHERE id = ?1")
                .setParameter(1, id)
                .setParameter(2, at.atOffset(ZoneOffset.UTC))
                .setParameter(3, by)
                .setParameter(4, requests.stream().map(UUID::toString).collect(Collectors.joining(",")))
                .executeUpdate();
    }

    private static List<String> split(Object text) {
        return Stream.of(((String) text).split(","))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Quote quote(Object[] c) {
        UUID id = Rows.uuid(c[0]);
        return new Quote(
                id,
                (String) c[1],
                State.valueOf((String) c[2]),
                Rows.date(c[3]),
                Rows.date(c[4]),
                new QuoteRequest.Customer(
                        (String) c[5],
                        (String) c[6],
                        (String) c[7],
                        (String) c[8],
                        (String) c[9],
                        (String) c[10],
                        (String) c[11]),
                Locale.forLanguageTag((String) c[12]),
                (String) c[13],
                (String) c[14],
                ((Number) c[15]).intValue(),
                (Boolean) c[16],
                split(c[17]),
                Rows.number(c[18]),
                lines(id),
                Rows.number(c[19]),
                Rows.number(c[20]),
                Rows.number(c[21]),
                (String) c[22],
                Rows.instant(c[23]),
                Rows.instant(c[24]),
                split(c[25]).stream().map(UUID::fromString).toList(),
                Rows.uuid(c[27]),
                ((Number) c[26]).intValue());
    }

    private List<Line> lines(UUID quote) {
        return Rows.of(
                session.entities()
                        .createNativeQuery(
                                "SELECT code, description_ko, description_en, quantity, unit_price, days, of_days,"
                                        + " amount, rule, price_book, explanation_ko, explanation_en FROM billing.quote_line"
                                        + " WHERE quote_id = ?1 ORDER BY quote_line.position")
                        .setParameter(1, quote),
                c -> new Line(
                        (String) c[0],
                        new Text((String) c[1], (String) c[2]),
                        Rows.number(c[3]),
                        Rows.number(c[4]),
                        ((Number) c[5]).intValue(),
                        ((Number) c[6]).intValue(),
                        Rows.number(c[7]),
                        (String) c[8],
                        c[9] == null ? null : Rows.number(c[9]),
                        new Text((String) c[10], (String) c[11])));
    }
}
