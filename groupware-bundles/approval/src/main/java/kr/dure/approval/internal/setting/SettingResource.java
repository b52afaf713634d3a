package kr.dure.approval.internal.setting;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.ETags;
import kr.dure.approval.internal.line.LinePolicy;
import kr.dure.web.Invalid;
import kr.dure.web.RequiresPermission;

/** How the company wants its lines to go. */
@Path("")
public final class SettingResource {
    private final SettingService settings;

    public SettingResource(SettingService settings) {
        this.settings = settings;
    }

    @GET
    @Path("settings")
    @RequiresPermission(ApprovalPermissions.USE)
    public Response get() {
        return answer(settings.get());
    }

    /** Holds for documents submitted from now on. */
    @PUT
    @Path("settings")
    @RequiresPermission(ApprovalPermissions.MANAGE)
    public Response put(@HeaderParam("If-Match") String ifMatch, NewPolicy policy) {
        return answer(settings.put(policy == null ? null : policy.policy(), ETags.version(ifMatch)));
    }

    @GET
    @Path("officers")
    @RequiresPermission(ApprovalPermissions.MANAGE)
    public Response officers() {
        return answer(settings.allOfficers());
    }

    @PUT
    @Path("officers")
    @RequiresPermission(ApprovalPermissions.MANAGE)
    public Response putOfficers(@HeaderParam("If-Match") String ifMatch, OfficerList officers) {
        return answer(settings.putOfficers(officers == null ? null : officers.items(), ETags.version(ifMatch)));
    }

    /** The people who open lines and receive documents for each department. */
    public record OfficerList(List<SettingService.Officers> items) {}

    /** As {@link LinePolicy}; a number or a yes or no may be missing here, so that it can be named. */
    public record NewPolicy(
            LinePolicy.Later laterApproval,
            Integer laterApprovalHours,
            Boolean priorApproval,
            LinePolicy.Disagreement disagreement,
            Boolean assistanceBlocks,
            LinePolicy.Reference referenceFrom,
            LinePolicy.Withdrawal withdrawUntil) {
        private LinePolicy policy() {
            Invalid.Checks checks = new Invalid.Checks();
            required(checks, laterApprovalHours, "laterApprovalHours");
            required(checks, priorApproval, "priorApproval");
            required(checks, assistanceBlocks, "assistanceBlocks");
            checks.done();
            return new LinePolicy(
                    laterApproval,
                    laterApprovalHours,
                    priorApproval,
                    disagreement,
                    assistanceBlocks,
                    referenceFrom,
                    withdrawUntil);
        }

        private static void required(Invalid.Checks checks, Object value, String field) {
            checks.check(value != null, field, field + " 값이 필요합니다.", field + " is required.");
        }
    }

    private static Response answer(SettingService.AllOfficers all) {
        return ETags.answer(200, new OfficerList(all.officers()), all.version());
    }

    private static Response answer(SettingService.Versioned settings) {
        return ETags.answer(200, settings.policy(), settings.version());
    }
}
