package kr.dure.approval.internal.document;

import java.time.Clock;
import kr.dure.approval.internal.catalogue.FormCatalogue;
import kr.dure.approval.internal.setting.SettingService;
import kr.dure.identity.Absences;
import kr.dure.identity.Organisation;
import kr.dure.live.LiveStream;
import kr.dure.notification.Notices;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.search.Search;
import kr.dure.storage.Files;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What everybody who works on documents needs of the kernel and of the company. */
@Component(service = Desk.class)
public final class Desk {
    final Tx tx;
    final Ids ids;
    final Clock clock;
    final Organisation organisation;
    final FormCatalogue forms;
    final SettingService settings;
    final Files files;
    final Search search;
    final Actors actors;
    final Telling telling;

    @Activate
    public Desk(
            @Reference(target = "(unit=kr.dure.approval)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Organisation organisation,
            @Reference Absences absences,
            @Reference FormCatalogue forms,
            @Reference SettingService settings,
            @Reference Files files,
            @Reference Notices notices,
            @Reference Search search,
            @Reference LiveStream live) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.organisation = organisation;
        this.forms = forms;
        this.settings = settings;
        this.files = files;
        this.search = search;
        this.actors = new Actors(absences, settings);
        this.telling = new Telling(notices, live);
    }
}
