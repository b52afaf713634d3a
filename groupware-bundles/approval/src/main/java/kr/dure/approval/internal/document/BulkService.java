package kr.dure.approval.internal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Clients;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** 일괄결재: many documents, each in its own transaction; what fails says why and stops nothing. */
@Component(service = BulkService.class)
public final class BulkService {
    private static final int MOST = 100;
    private static final Set<String> ACTS = Set.of("approve", "agree", "acknowledge");

    private final ActService acts;

    /** What is asked for. */
    public record Items(List<Item> items) {}

    /** One of many. */
    public record Item(UUID documentId, String act, Integer version, UUID step, String comment) {}

    /** What became of each, in the order asked. */
    public record Results(List<Result> results) {}

    /**
     * @param outcome null when it failed
     * @param problem null when it did not
     */
    public record Result(UUID documentId, boolean ok, Outcome outcome, Failure problem) {}

    public record Failure(String type, int status, String title, String detail) {}

    @Activate
    public BulkService(@Reference ActService acts) {
        this.acts = acts;
    }

    Results act(Items items) {
        Invalid.Checks checks = new Invalid.Checks();
        List<Item> all = items == null || items.items() == null ? List.of() : items.items();
        checks.check(
                !all.isEmpty() && all.size() <= MOST,
                "items",
                "한 번에 1건부터 " + MOST + "건까지입니다.",
                "1 to " + MOST + " documents at once.");
        checks.done();
        for (int i = 0; i < all.size(); i++) {
            Item item = all.get(i);
            checks.check(
                    item != null && item.documentId() != null && item.act() != null && ACTS.contains(item.act()),
                    "items[" + i + "]",
                    "한꺼번에 할 수 있는 일은 승인, 찬성, 확인입니다.",
                    "Only approve, agree and acknowledge can be done to many.");
        }
        checks.done();
        Locale language = Clients.language();
        List<Result> results = new ArrayList<>();
        for (Item item : all) {
            try {
                Outcome outcome = acts.act(
                        item.documentId(),
                        new ActRequest(
                                item.act(), item.version(), item.step(), item.comment(), null, null, null, null, null));
                results.add(new Result(item.documentId(), true, outcome, null));
            } catch (Problem problem) {
                results.add(new Result(
                        item.documentId(),
                        false,
                        null,
                        new Failure(
                                problem.type(),
                                problem.status(),
                                problem.title().in(language),
                                problem.text().in(language))));
            }
        }
        return new Results(results);
    }
}
