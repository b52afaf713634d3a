package kr.dure.approval.internal.form;

import static kr.dure.approval.internal.form.Forms.CONTEXT;
import static kr.dure.approval.internal.form.Forms.fault;
import static kr.dure.approval.internal.form.Forms.standard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kr.dure.approval.internal.retention.Retention;
import org.junit.jupiter.api.Test;

class StandardFormsTest {
    private static final Map<String, Object> LEAVE = Map.of(
            "type", "annual", "period", Map.of("from", "2026-12-24", "to", "2026-12-28"), "days", 2, "reason", "가족 여행");

    @Test
    void twelveFormsShipAndEachDefinitionIsRight() {
        assertThat(StandardForms.all())
                .hasSize(12)
                .allSatisfy(form -> assertThatCode(() -> Form.of(form.definition()))
                        .as(form.code())
                        .doesNotThrowAnyException());
    }

    @Test
    void everyFormHasNamesInBothLanguagesACategoryAndAShortNameOfItsOwn() {
        assertThat(StandardForms.all()).allSatisfy(form -> {
            assertThat(form.name().ko()).isNotBlank();
            assertThat(form.name().en()).isNotBlank();
            assertThat(form.description().ko()).isNotBlank();
            assertThat(form.description().en()).isNotBlank();
            assertThat(form.category().ko()).isNotBlank();
            assertThat(form.retention()).isNotNull();
        });
        assertThat(StandardForms.all().stream().map(StandardForm::shortName)).doesNotHaveDuplicates();
    }

    @Test
    void leaveAndAttendanceAreKeptThreeYearsAndMoneyFive() {
        assertThat(standard("leave").retention()).isEqualTo(Retention.Y3);
        assertThat(standard("attendance-correction").retention()).isEqualTo(Retention.Y3);
        assertThat(standard("expense").retention()).isEqualTo(Retention.Y5);
        assertThat(standard("purchase").retention()).isEqualTo(Retention.Y5);
    }

    @Test
    void everyDefinitionComesBackFromItsJsonAsItWas() {
        assertThat(StandardForms.all()).allSatisfy(form -> {
            FormDefinition definition = form.definition();
            assertThat(FormJson.definition(FormJson.write(definition))).isEqualTo(definition);
            assertThat(FormJson.definition(FormJson.map(definition))).isEqualTo(definition);
        });
    }

    @Test
    void aPurchaseAddsUpItsRowsAndCutsTheTaxToWholeWon() {
        Form form = Form.of(standard("purchase").definition());
        CheckedValues checked = form.check(
                Map.of(
                        "purpose", "노트북 교체",
                        "dueDate", "2026-12-01",
                        "taxation", "taxed",
                        "items",
                                List.of(
                                        Map.of("name", "노트북", "quantity", 12, "price", 2_180_000),
                                        Map.of("name", "케이블", "quantity", 2.5, "price", 3_333))),
                CONTEXT);
        assertThat(checked.sums().get("items")).containsEntry("amount", new BigDecimal("26168333"));
        assertThat(checked.values())
                .containsEntry("supply", new BigDecimal("26168333"))
                .containsEntry("vat", new BigDecimal("2616833"))
                .containsEntry("total", new BigDecimal("28785166"));
        assertThat(form.facts(checked).amount()).isEqualByComparingTo("28785166");
        assertThat(form.facts(checked).currency()).isEqualTo("KRW");
    }

    @Test
    void aTaxFreePurchaseBearsNoTax() {
        Form form = Form.of(standard("purchase").definition());
        CheckedValues checked = form.check(
                Map.of(
                        "purpose", "도서",
                        "dueDate", "2026-12-01",
                        "taxation", "free",
                        "items", List.of(Map.of("name", "책", "quantity", 3, "price", 20_000))),
                CONTEXT);
        assertThat(checked.values())
                .containsEntry("vat", BigDecimal.ZERO)
                .containsEntry("total", new BigDecimal(60_000));
    }

    @Test
    void leaveTellsItsKindDaysAndPeriodInTypes() {
        Form form = Form.of(standard("leave").definition());
        DocumentFacts facts = form.facts(form.check(LEAVE, CONTEXT));
        assertThat(facts.purpose()).isEqualTo("leave");
        assertThat(facts.type()).isEqualTo("annual");
        assertThat(facts.days()).isEqualByComparingTo("2");
        assertThat(facts.from()).isEqualTo(LocalDateTime.of(2026, 12, 24, 0, 0));
        assertThat(facts.to()).isEqualTo(LocalDateTime.of(2026, 12, 28, 0, 0));
        assertThat(facts.amount()).isNull();
    }

    @Test
    void leaveOfMoreDaysThanItsPeriodIsRefused() {
        assertThat(leaveFault("days", 5.25)).isEqualTo("values.days");
        assertThat(leaveFault("days", 5)).isEqualTo("nothing");
    }

    @Test
    void aHalfDayIsHalfADayWithinOneDay() {
        Form form = Form.of(standard("leave").definition());
        Map<String, Object> values = new HashMap<>(LEAVE);
        values.put("type", "half-am");
        assertThat(fault(() -> form.check(values, CONTEXT))).isEqualTo("values.days");
        values.put("days", 0.5);
        assertThat(fault(() -> form.check(values, CONTEXT))).isEqualTo("values.period");
        values.put("period", Map.of("from", "2026-12-24", "to", "2026-12-24"));
        assertThat(fault(() -> form.check(values, CONTEXT))).isEqualTo("nothing");
    }

    @Test
    void overtimeCountsItsHoursWithoutTheBreakAndNeverMore() {
        Form form = Form.of(standard("overtime").definition());
        CheckedValues checked = form.check(
                Map.of(
                        "type", "extended",
                        "timing", "before",
                        "period", Map.of("from", "2026-11-23T18:00", "to", "2026-11-23T21:20"),
                        "breakMinutes", 30,
                        "compensation", "pay",
                        "work", "결산"),
                CONTEXT);
        // 3:20 less 0:30 are 170 minutes, 2.8333… hours.
        assertThat(form.facts(checked).hours()).isEqualTo(new BigDecimal("2.83"));
        assertThat(form.facts(checked).from()).isEqualTo(LocalDateTime.of(2026, 11, 23, 18, 0));
    }

    private static String leaveFault(String field, Object value) {
        Form form = Form.of(standard("leave").definition());
        Map<String, Object> values = new HashMap<>(LEAVE);
        values.put(field, value);
        return fault(() -> form.check(values, CONTEXT));
    }
}
