package kr.dure.billing.internal.contract;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.billing.internal.Sql;
import kr.dure.billing.internal.pricing.MonthLedger.Agreed;
import kr.dure.billing.internal.pricing.PriceAnswer.Movement;
import kr.dure.billing.internal.pricing.PriceAnswer.Movement.Kind;
import kr.dure.billing.internal.pricing.PriceQuestion;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;

/** The current tenant's contracts and their ledgers. */
public final class ContractRepository {
    private final Session session;

    /** What was read once in this transaction; null until then, and after a change. */
    private List<ContractEntity> contracts;

    private List<ContractMovementEntity> movements;

    public ContractRepository(Session session) {
        this.session = session;
    }

    void add(ContractEntity contract) {
        session.entities().persist(contract);
        session.entities().flush();
        contracts = null;
    }

    void remove(ContractEntity contract) {
        session.entities().remove(contract);
        session.entities().flush();
        contracts = null;
    }

    Optional<ContractEntity> find(UUID id) {
        return Optional.ofNullable(session.entities().find(ContractEntity.class, id));
    }

    /** In the order of their days. */
    List<ContractEntity> all() {
        if (contracts == null) {
            contracts = List.copyOf(session.entities()
                    .createQuery("select c from ContractEntity c order by c.startsOn", ContractEntity.class)
                    .getResultList());
        }
        return contracts;
    }

    /** Whether one is in force on {@code day} or begins later. */
    public boolean boundFrom(LocalDate day) {
        return all().stream().anyMatch(contract -> !contract.lastDay().isBefore(day));
    }

    /** The contracts that {@code month} has to do with, as it meets them. */
    public List<Agreed> of(YearMonth month) {
        List<ContractEntity> touching = all().stream()
                .filter(contract -> !contract.startsOn().isAfter(month.atEndOfMonth())
                        && !contract.lastDay().isBefore(month.atDay(1)))
                .toList();
        if (touching.isEmpty()) {
            return List.of();
        }
        // Of contracts that are paid month by month and go on, nothing is settled.
        boolean settled = touching.stream().anyMatch(entity -> entity.prepaid() || entity.terminated());
        List<ContractMovementEntity> earlier = settled
                ? movements().stream().filter(moved -> moved.before(month)).toList()
                : List.of();
        List<Agreed> agreed = new ArrayList<>();
        for (ContractEntity entity : touching) {
            Contract contract = entity.toContract(balance(earlier, entity.id()));
            agreed.add(new Agreed(
                    new PriceQuestion.Contract(
                            contract.id().toString(),
                            contract.term(),
                            YearMonth.from(contract.startsOn()).equals(month) ? contract.prepayment() : 0,
                            contract.balance(),
                            entity.terminated()
                                    && YearMonth.from(contract.terminatedOn()).equals(month),
                            earlier.stream()
                                    .filter(moved ->
                                            moved.contractId().equals(contract.id()) && moved.kind() == Kind.DISCOUNT)
                                    .mapToLong(ContractMovementEntity::won)
                                    .sum()),
                    contract.startsOn(),
                    contract.lastDay()));
        }
        return agreed;
    }

    /** Whether what {@code month} costs goes by what earlier months' invoices said. */
    public boolean needsEarlier(YearMonth month) {
        return of(month).stream()
                .anyMatch(agreed -> YearMonth.from(agreed.first()).isBefore(month)
                        && (agreed.contract().ended()
                                || prepaid(agreed.contract().id())));
    }

    private boolean prepaid(String id) {
        return find(UUID.fromString(id)).filter(ContractEntity::prepaid).isPresent();
    }

    /** Writes down what a FINAL document changes. */
    public void move(YearMonth month, List<Movement> moves, UUID document, Ids ids) {
        if (moves.isEmpty()) {
            return;
        }
        movements = null;
        String sql = "INSERT INTO billing.contract_movement (id, contract_id, month, kind, won, document_id)"
                + " VALUES (?, ?, ?, ?, ?, ?)";
        Sql.call(session, sql, insert -> {
            for (Movement moved : moves) {
                insert.setObject(1, ids.next());
                insert.setObject(2, UUID.fromString(moved.contract()));
                insert.setString(3, month.toString());
                insert.setString(4, moved.kind().name());
                insert.setLong(5, moved.won());
                insert.setObject(6, document);
                insert.addBatch();
            }
            return insert.executeBatch();
        });
    }

    /**
     * What is to be given back of the money paid ahead for contracts that ended before their time in {@code month}, whose
     * invoice is written down: for each whole month that is left its share, and never more than the balance.
     */
    public List<Refund> refunds(YearMonth month) {
        List<Refund> refunds = new ArrayList<>();
        List<ContractMovementEntity> moved = movements();
        for (ContractEntity entity : all()) {
            Contract contract = entity.toContract(balance(moved, entity.id()));
            if (!entity.terminated() || !YearMonth.from(contract.terminatedOn()).equals(month)) {
                continue;
            }
            long unused = ChronoUnit.MONTHS.between(
                    contract.terminatedOn().plusDays(1), contract.endsOn().plusDays(1));
            long share = Math.multiplyExact(contract.prepayment(), unused) / contract.months();
            long won = Math.min(share, contract.balance());
            moved.stream()
                    .filter(one -> one.contractId().equals(contract.id()) && one.kind() == Kind.PREPAYMENT && won > 0)
                    .findFirst()
                    .ifPresent(paid -> refunds.add(new Refund(contract.id(), paid.documentId(), unused, won)));
        }
        return refunds;
    }

    /**
     * Money to be given back.
     *
     * @param invoice the invoice it was paid on
     * @param months whole months that are left
     * @param won before VAT, 1 or more
     */
    public record Refund(UUID contract, UUID invoice, long months, long won) {}

    /** The contracts for whose end an invoice has charged. */
    Set<UUID> returned() {
        return movements().stream()
                .filter(moved -> moved.kind() == Kind.RETURN || moved.kind() == Kind.REFUND)
                .map(ContractMovementEntity::contractId)
                .collect(Collectors.toSet());
    }

    List<ContractMovementEntity> movements() {
        if (movements == null) {
            movements = List.copyOf(session.entities()
                    .createQuery(
                            "select m from ContractMovementEntity m order by m.month, m.id",
                            ContractMovementEntity.class)
                    .getResultList());
        }
        return movements;
    }

    static long balance(List<ContractMovementEntity> movements, UUID contract) {
        return movements.stream()
                .filter(moved -> moved.contractId().equals(contract))
                .mapToLong(ContractMovementEntity::balance)
                .sum();
    }
}
