package kr.dure.approval.internal.form;

import kr.dure.approval.internal.retention.Retention;
import kr.dure.product.Text;

/**
 * A form that every company has from the start and may change.
 *
 * @param code stable, e.g. {@code leave}
 * @param name of the form, which is also the head of the sheet
 * @param description when to use it
 * @param shortName for document numbers, in Korean, e.g. 휴가
 * @param category groups forms in lists
 * @param retention of its documents unless the drafter says otherwise
 */
public record StandardForm(
        String code,
        Text name,
        Text description,
        String shortName,
        Text category,
        Retention retention,
        FormDefinition definition) {}
