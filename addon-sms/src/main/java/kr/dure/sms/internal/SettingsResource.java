package kr.dure.sms.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.YearMonth;
import kr.dure.web.RequiresPermission;

/** Limits and figures of the company. */
@Path("")
public final class SettingsResource {
    private final SettingsService service;

    SettingsResource(SettingsService service) {
        this.service = service;
    }

    @GET
    @Path("limits")
    @RequiresPermission(SmsApp.SEND)
    public SendingLimits limits() {
        return service.limits();
    }

    @PUT
    @Path("limits")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public SendingLimits limit(SendingLimits limits) {
        return service.limit(limits);
    }

    @GET
    @Path("statistics")
    @RequiresPermission(SmsApp.SEND)
    public Statistics statistics(@QueryParam("month") YearMonth month) {
        return service.statistics(month);
    }
}
