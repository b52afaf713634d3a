package kr.dure.identity.internal.organisation;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import kr.dure.document.SheetFormat;
import kr.dure.identity.internal.organisation.table.Table;
import kr.dure.identity.internal.organisation.table.TableFiles;
import kr.dure.web.BadRequest;
import kr.dure.web.RequiresPermission;

/** Files in and out. */
@Path("")
public final class ImportResource {
    private final ImportService imports;
    private final ExportService exports;
    private final TableFiles files;

    ImportResource(ImportService imports, ExportService exports, TableFiles files) {
        this.imports = imports;
        this.exports = exports;
        this.files = files;
    }

    /**
     * Tries a file ({@code dryRun}, which is so unless it is {@code false}) or takes it over. A trial answers in CSV or as
     * a workbook, if that is wanted, with the faulty lines alone; in CSV those of the first table that has some.
     */
    @POST
    @Path("imports")
    @Consumes({SheetFormat.CSV_TYPE, SheetFormat.XLSX_TYPE})
    @Produces({MediaType.APPLICATION_JSON, SheetFormat.CSV_TYPE, SheetFormat.XLSX_TYPE})
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response run(
            @QueryParam("kind") String kind,
            @QueryParam("dryRun") String dryRun,
            @QueryParam("effectiveOn") LocalDate effectiveOn,
            @QueryParam("missing") String missing,
            @HeaderParam("Content-Type") String type,
            @HeaderParam("Accept") String accept,
            byte[] file) {
        if (missing != null && !missing.equals("keep") && !missing.equals("close")) {
            throw new BadRequest("missing", "missing은 keep 또는 close입니다.", "missing is keep or close.");
        }
        boolean trial = YesNo.read("dryRun", dryRun, true);
        ImportService.Outcome outcome = imports.run(
                ImportRequest.read(files, file, isWorkbook(type), kind, trial, effectiveOn, "close".equals(missing)));
        if (trial && accept != null && accept.startsWith(SheetFormat.CSV_TYPE)) {
            return file(files.csv(first(outcome.faulty())), SheetFormat.CSV_TYPE + ";charset=UTF-8", "errors.csv");
        }
        if (trial && accept != null && accept.startsWith(SheetFormat.XLSX_TYPE)) {
            return file(files.workbook(outcome.faulty()), SheetFormat.XLSX_TYPE, "errors.xlsx");
        }
        return Response.ok(outcome.report(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static boolean isWorkbook(String type) {
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(SheetFormat.XLSX_TYPE);
    }

    private static Table first(List<Table> tables) {
        return tables.stream()
                .filter(table -> !table.lines().isEmpty())
                .findFirst()
                .orElse(tables.get(0));
    }

    /** The sheets with their headings, to be filled in. */
    @GET
    @Path("imports/template.xlsx")
    @Produces(SheetFormat.XLSX_TYPE)
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response template() {
        return file(files.workbook(exports.template()), SheetFormat.XLSX_TYPE, "template.xlsx");
    }

    /** Everything of a day; what is edited there can be imported again. */
    @GET
    @Path("exports/organisation.xlsx")
    @Produces(SheetFormat.XLSX_TYPE)
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response export(@QueryParam("at") LocalDate at) {
        return file(files.workbook(exports.export(at)), SheetFormat.XLSX_TYPE, "organisation.xlsx");
    }

    private static Response file(byte[] bytes, String type, String name) {
        return Response.ok(bytes, type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
