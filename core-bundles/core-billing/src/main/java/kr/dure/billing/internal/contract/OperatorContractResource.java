package kr.dure.billing.internal.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The service centre makes and ends companies' term contracts. */
@Path("{customer}")
public final class OperatorContractResource {
    private final OperatorContracts contracts;

    OperatorContractResource(OperatorContracts contracts) {
        this.contracts = contracts;
    }

    /** In the order of their days. */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Contract.WithEntries> list(@PathParam("customer") UUID customer) {
        return new Page<>(contracts.list(customer), null);
    }

    /** Makes a contract. The same one again overlaps with it and is refused. */
    @POST
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response agree(@PathParam("customer") UUID customer, Contracts.NewContract request) {
        return Response.status(201).entity(contracts.agree(customer, request)).build();
    }

    /** Ends a contract before its time: the discounts received so far are returned. */
    @POST
    @Path("{id}/terminate")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Contract terminate(@PathParam("customer") UUID customer, @PathParam("id") UUID id, Termination termination) {
        return contracts.terminate(customer, id, termination.lastDay());
    }

    /** @param lastDay the last day (Asia/Seoul) on which it is in force */
    public record Termination(LocalDate lastDay) {}
}
