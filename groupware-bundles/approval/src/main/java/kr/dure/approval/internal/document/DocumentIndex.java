package kr.dure.approval.internal.document;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.catalogue.Security;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.persistence.Tx;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.search.SearchSource;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Submitted documents for the search, found by whoever may read them. */
@Component
public final class DocumentIndex implements SearchSource {
    static final String KIND = "approval.document";

    private final Tx tx;

    @Activate
    public DocumentIndex(@Reference(target = "(unit=kr.dure.approval)") Tx tx) {
        this.tx = tx;
    }

    @Override
    public String app() {
        return "approval";
    }

    @Override
    public List<String> kinds() {
        return List.of(KIND);
    }

    @Override
    public Page<SearchDocument> documents(String kind, String after, int limit) {
        return tx.read(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            List<SearchDocument> page =
                    documents.after(after == null ? null : UUID.fromString(after), limit + 1).stream()
                            .map(document -> of(document, documents.steps(document.id())))
                            .toList();
            return Page.of(page, limit, SearchDocument::id);
        });
    }

    static SearchDocument of(DocumentEntity document, List<StepEntity> steps) {
        StringBuilder text = new StringBuilder();
        line(text, document.number());
        line(text, document.formName());
        line(text, document.drafter().name());
        line(text, document.drafter().departmentName());
        words(text, FormJson.values(document.content()));
        return new SearchDocument(
                KIND,
                document.id().toString(),
                document.title(),
                text.toString(),
                readers(document, steps),
                "/app/approval/documents/" + document.id(),
                document.completedAt() == null ? document.submittedAt() : document.completedAt());
    }

    private static Readers readers(DocumentEntity document, List<StepEntity> steps) {
        boolean completed = document.state() == DocumentState.COMPLETED || document.state() == DocumentState.CANCELLED;
        Set<UUID> accounts = new HashSet<>();
        Set<UUID> departments = new HashSet<>();
        accounts.add(document.drafterId());
        for (StepEntity step : steps) {
            if (step.box() == null) {
                continue;
            }
            if (step.accountId() == null) {
                departments.add(step.departmentId());
            } else {
                accounts.add(step.accountId());
            }
            add(accounts, step.deputyId());
            add(accounts, step.assigneeId());
        }
        if (completed && document.security() == Security.GENERAL && document.departmentId() != null) {
            departments.add(document.departmentId());
        }
        Readers readers = new Readers(false, accounts, departments, Set.of(), Set.of());
        return completed && document.security() != Security.SECRET
                ? readers.and(Readers.permission(ApprovalPermissions.ARCHIVE))
                : readers;
    }

    private static void add(Set<UUID> accounts, UUID account) {
        if (account != null) {
            accounts.add(account);
        }
    }

    /** Everything in the values that people can read; markup is taken out. */
    private static void words(StringBuilder text, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> words(text, element));
        } else if (value instanceof List<?> list) {
            list.forEach(element -> words(text, element));
        } else if (value != null) {
            line(text, value.toString().replaceAll("<[^>]*>", " "));
        }
    }

    private static void line(StringBuilder text, String words) {
        if (words != null && !words.isBlank()) {
            text.append(words).append('\n');
        }
    }
}
