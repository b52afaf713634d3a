package kr.dure.billing.internal;

import java.util.List;
import java.util.Locale;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;

/**
 * What switching a product on would do.
 *
 * @param charging how it is charged, in a sentence; empty when the price book does not know it
 * @param dataTouched what it keeps, counts and sends
 * @param moneyToday won before VAT that it adds to the running month; 0 for what is metered or charged per thing
 * @param nextInvoice the running month as if it were switched on now
 */
record ProductPreview(
        String product,
        Text name,
        Text charging,
        List<Permission> permissions,
        List<Text> dataTouched,
        long moneyToday,
        Price price,
        PriceAnswer nextInvoice) {
    PreviewView in(Locale locale) {
        return new PreviewView(
                product,
                name.in(locale),
                charging.in(locale),
                permissions.stream()
                        .map(permission -> new PermissionView(
                                permission.name(), permission.label().in(locale)))
                        .toList(),
                dataTouched.stream().map(text -> text.in(locale)).toList(),
                moneyToday,
                price,
                nextInvoice.in(locale));
    }

    /** A preview in one language. */
    public record PreviewView(
            String product,
            String name,
            String charging,
            List<PermissionView> permissions,
            List<String> dataTouched,
            long moneyToday,
            Price price,
            PriceAnswer.View nextInvoice) {}

    /** A right in one language. */
    public record PermissionView(String name, String label) {}
}
