package kr.dure.billing.internal.credit;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.UUID;
import kr.dure.billing.internal.BillingPermissions;
import kr.dure.billing.internal.CreditNote;
import kr.dure.identity.Clients;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The company's credit notes. */
@Path("/")
public final class CreditNoteResource {
    private final CreditNotes notes;

    CreditNoteResource(CreditNotes notes) {
        this.notes = notes;
    }

    /** Oldest first. */
    @GET
    @RequiresPermission(BillingPermissions.READ)
    public Page<CreditNote.View> list(
            @QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        Locale locale = Clients.language();
        Page<CreditNote> page = notes.list(after, Page.checkLimit(limit));
        return new Page<>(page.items().stream().map(note -> note.in(locale)).toList(), page.next());
    }
}
