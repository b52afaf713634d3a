package kr.dure.approval.internal.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.document.BoxRepository.Owner;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Post;
import kr.dure.web.Forbidden;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The caller's boxes (문서함). */
@Component(service = BoxService.class)
public final class BoxService {
    private static final List<Box> COUNTED =
            List.of(Box.DRAFTS, Box.WAITING, Box.UPCOMING, Box.IN_PROGRESS, Box.REJECTED, Box.REFERRED, Box.RECEIVED);

    private final Desk desk;

    @Activate
    public BoxService(@Reference Desk desk) {
        this.desk = desk;
    }

    /** How many are in each box, 100 at most. */
    Map<String, Integer> counts() {
        Owner owner = owner();
        Map<String, Integer> counts = new LinkedHashMap<>();
        desk.tx
                .read(session -> new BoxRepository(session).counts(COUNTED, owner))
                .forEach((box, count) -> counts.put(box.word(), count));
        return counts;
    }

    Page<BoxRow> list(String name, BoxFilter filter, UUID after, int limit) {
        Box box = Box.named(name).orElseThrow(() -> new NotFound("그런 문서함이 없습니다.", "There is no such box."));
        if (box == Box.ARCHIVE && !Callers.current().may(ApprovalPermissions.ARCHIVE)) {
            throw new Forbidden("전사 문서함을 볼 권한이 없습니다.", "You may not read the company's archive.");
        }
        Owner owner = owner();
        List<BoxRow> rows =
                desk.tx.read(session -> new BoxRepository(session).page(box, owner, filter, after, limit + 1));
        return Page.of(rows, limit, row -> row.id().toString());
    }

    private Owner owner() {
        Caller caller = Callers.current();
        UUID account = caller.accountId();
        List<UUID> departments = desk.organisation.posts(account, desk.organisation.today()).stream()
                .map(Post::departmentId)
                .distinct()
                .toList();
        return new Owner(account, new ArrayList<>(desk.settings.departmentsOf(account)), departments);
    }
}
