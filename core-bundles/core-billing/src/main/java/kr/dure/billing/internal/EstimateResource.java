package kr.dure.billing.internal;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.identity.Clients;
import kr.dure.web.ReadsOnly;
import kr.dure.web.RequiresPermission;

/** The price rules as one question anybody may ask. */
@Path("/")
public final class EstimateResource {
    private final EstimateService service;

    EstimateResource(EstimateService service) {
        this.service = service;
    }

    @POST
    @ReadsOnly
    @RequiresPermission(RequiresPermission.NONE)
    public PriceAnswer.View answer(EstimateRequest request) {
        return service.answer(request).in(Clients.language());
    }
}
