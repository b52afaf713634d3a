package kr.dure.billing.internal.cap;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Map;
import java.util.UUID;

/** What the tenant allows to be spent on a meter in a month. */
@Entity
@Table(name = "spending_cap")
class SpendingCapEntity {
    @Id
    private UUID id;

    private String meter;
    private long won;
    private boolean hard;

    @Version
    private int version;

    protected SpendingCapEntity() {}

    SpendingCapEntity(UUID id, String meter, long won, boolean hard) {
        this.id = id;
        this.meter = meter;
        this.won = won;
        this.hard = hard;
    }

    void change(long newWon, boolean newHard) {
        won = newWon;
        hard = newHard;
    }

    String meter() {
        return meter;
    }

    long won() {
        return won;
    }

    boolean hard() {
        return hard;
    }

    int version() {
        return version;
    }

    /** A product's cap is for all of its meters. */
    boolean covers(String counted) {
        return counted.equals(meter) || counted.startsWith(meter + ".");
    }

    Map<String, Object> facts() {
        return Map.of("won", won, "hard", hard);
    }

    SpendingCap toSpendingCap(long spent) {
        return new SpendingCap(meter, won, hard, spent, version);
    }
}
