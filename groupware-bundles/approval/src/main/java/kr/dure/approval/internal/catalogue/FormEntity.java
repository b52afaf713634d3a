package kr.dure.approval.internal.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.Json;
import kr.dure.approval.internal.form.StandardForms;
import kr.dure.approval.internal.retention.Retention;
import kr.dure.product.Text;

@Entity
@Table(name = "form")
class FormEntity {
    @Id
    private UUID id;

    private String code;

    @Column(name = "name_ko")
    private String nameKo;

    @Column(name = "name_en")
    private String nameEn;

    private String category;

    @Enumerated(EnumType.STRING)
    private FormSpec.State state;

    @Column(name = "form_version")
    private int formVersion;

    @Enumerated(EnumType.STRING)
    private Retention retention;

    @Enumerated(EnumType.STRING)
    private Security security;

    @Column(name = "approver_may_edit")
    private boolean approverMayEdit;

    @Column(name = "number_pattern")
    private String numberPattern;

    @Enumerated(EnumType.STRING)
    @Column(name = "number_scope")
    private NumberRule.Scope numberScope;

    @Column(name = "line_rule")
    private String lineRule;

    @Version
    private int version;

    protected FormEntity() {}

    FormEntity(FormSpec form) {
        id = form.id();
        code = form.code();
        formVersion = 1;
        state = FormSpec.State.PUBLISHED;
        describe(form);
    }

    void describe(FormSpec form) {
        nameKo = form.name().ko();
        nameEn = form.name().en();
        category = form.category();
        retention = form.retention();
        security = form.security();
        approverMayEdit = form.approverMayEdit();
        numberPattern = form.number().pattern();
        numberScope = form.number().scope();
        lineRule = Json.write(form.lineRule());
    }

    int redefine() {
        return ++formVersion;
    }

    void become(FormSpec.State next) {
        state = next;
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    int formVersion() {
        return formVersion;
    }

    int version() {
        return version;
    }

    FormSpec.Row row(boolean favourite) {
        return new FormSpec.Row(
                id, code, new Text(nameKo, nameEn), StandardForms.category(category), state, formVersion, favourite);
    }

    FormSpec spec(Map<String, Object> definition) {
        return new FormSpec(
                id,
                code,
                new Text(nameKo, nameEn),
                category,
                state,
                formVersion,
                definition,
                retention,
                security,
                approverMayEdit,
                new NumberRule(numberPattern, numberScope),
                Json.read(lineRule, LineRule.class));
    }
}
