package kr.dure.approval.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.approval.internal.catalogue.FormCatalogue;
import kr.dure.approval.internal.catalogue.FormResource;
import kr.dure.approval.internal.document.ActService;
import kr.dure.approval.internal.document.ArchiveService;
import kr.dure.approval.internal.document.BoxResource;
import kr.dure.approval.internal.document.BoxService;
import kr.dure.approval.internal.document.BulkService;
import kr.dure.approval.internal.document.DocumentResource;
import kr.dure.approval.internal.document.DocumentService;
import kr.dure.approval.internal.document.ExternalResource;
import kr.dure.approval.internal.document.ExternalService;
import kr.dure.approval.internal.document.KeepingResource;
import kr.dure.approval.internal.document.KeepingService;
import kr.dure.approval.internal.document.LineResource;
import kr.dure.approval.internal.document.LineService;
import kr.dure.approval.internal.document.PaperService;
import kr.dure.approval.internal.document.SignatureResource;
import kr.dure.approval.internal.document.SignatureService;
import kr.dure.approval.internal.setting.SettingResource;
import kr.dure.approval.internal.setting.SettingService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/approval}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=approval", "osgi.jakartars.application.base=/api/approval"})
public final class ApprovalApi extends Application {
    private final Set<Object> resources;

    @Activate
    public ApprovalApi(
            @Reference DocumentService documents,
            @Reference ActService acts,
            @Reference BulkService bulk,
            @Reference PaperService papers,
            @Reference BoxService boxes,
            @Reference FormCatalogue forms,
            @Reference LineService lines,
            @Reference SettingService settings,
            @Reference KeepingService keeping,
            @Reference ArchiveService archive,
            @Reference SignatureService signatures,
            @Reference ExternalService external) {
        resources = Set.of(
                new DocumentResource(documents, acts, bulk, papers),
                new BoxResource(boxes),
                new FormResource(forms),
                new LineResource(lines, documents),
                new SettingResource(settings),
                new KeepingResource(keeping, archive),
                new SignatureResource(signatures),
                new ExternalResource(external));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
