package kr.dure.identity.internal.organisation;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.document.Spreadsheets;
import kr.dure.identity.internal.absence.AbsenceResource;
import kr.dure.identity.internal.absence.AbsenceService;
import kr.dure.identity.internal.organisation.table.TableFiles;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/organisation}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=organisation", "osgi.jakartars.application.base=/api/organisation"})
public final class OrganisationApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OrganisationApi(
            @Reference DepartmentService departments,
            @Reference PersonService people,
            @Reference TitleService titles,
            @Reference ImportService imports,
            @Reference ExportService exports,
            @Reference Spreadsheets spreadsheets,
            @Reference AbsenceService absences) {
        resources = Set.of(
                new DepartmentResource(departments, people),
                new PersonResource(people),
                new JobPositionResource(titles),
                new DutyResource(titles),
                new ImportResource(imports, exports, new TableFiles(spreadsheets)),
                new AbsenceResource(absences));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
