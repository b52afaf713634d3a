package kr.dure.approval.internal.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.Korea;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.StepState;
import kr.dure.approval.internal.paper.Sheet;
import kr.dure.approval.internal.paper.SheetData;
import kr.dure.approval.internal.paper.SheetData.Box;
import kr.dure.approval.internal.paper.SheetData.Mark;
import kr.dure.document.PdfRenderer;
import kr.dure.identity.Clients;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A document as paper: who signed, as he was then, for whom and when (결재란). */
@Component(service = PaperService.class)
public final class PaperService {
    private static final int MOST_COMMENTS = 200;
    private static final Map<String, Text> ACTS = Map.of(
            "submit", new Text("상신", "submitted"),
            "approve", new Text("승인", "approved"),
            "reject", new Text("반려", "rejected"),
            "agree", new Text("찬성", "agreed"),
            "disagree", new Text("반대", "disagreed"),
            "object", new Text("후결 이의", "objected later"),
            "hold", new Text("보류", "held"),
            "edit", new Text("수정", "edited"),
            "withdraw", new Text("회수", "withdrew"));

    private final Desk desk;
    private final DocumentService documents;
    private final PdfRenderer renderer;

    @Activate
    public PaperService(@Reference Desk desk, @Reference DocumentService documents, @Reference PdfRenderer renderer) {
        this.desk = desk;
        this.documents = documents;
        this.renderer = renderer;
    }

    /** For a screen; pictures come from the files' own address. */
    String html(UUID id) {
        return Sheet.html(data(documents.get(id), history(id)), file -> "/api/files/" + file + "/content?inline=true");
    }

    byte[] pdf(UUID id) {
        return pdf(documents.get(id), history(id));
    }

    byte[] pdf(DocumentView document, List<HistoryEntry> history) {
        SheetData data = data(document, history);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            renderer.render(
                    Sheet.pdf(
                            data,
                            name -> isFile(name)
                                    ? Optional.of(desk.files.open(UUID.fromString(name)))
                                    : Optional.empty(),
                            true),
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private boolean isFile(String name) {
        return name.matches("[0-9a-f-]{36}")
                && desk.files.find(UUID.fromString(name)).isPresent();
    }

    private List<HistoryEntry> history(UUID id) {
        return documents.history(id, null, MOST_COMMENTS).items();
    }

    private SheetData data(DocumentView document, List<HistoryEntry> history) {
        Locale language = Clients.language();
        List<Box> approvals = new ArrayList<>();
        List<Box> agreements = new ArrayList<>();
        List<Box> assistances = new ArrayList<>();
        List<String> references = new ArrayList<>();
        Set<UUID> departments = new HashSet<>();
        List<String> receivers = new ArrayList<>();
        approvals.add(drafter(document, history, language));
        for (StepView step : document.line()) {
            if (step.parent() != null) {
                continue;
            }
            switch (step.role()) {
                case APPROVAL, FINAL, DEPUTY, PRIOR, LATER -> approvals.add(box(step));
                case AGREEMENT -> agreements.add(box(step));
                case ASSISTANCE -> assistances.add(box(step));
                case REFERENCE, READING, CIRCULATION -> {
                    if (step.via() == null) {
                        references.add(name(step));
                    } else if (departments.add(step.via().id())) {
                        references.add(circulated(document, step.via()).in(language));
                    }
                }
                case RECEIVING -> receivers.add(name(step));
                default -> {}
            }
        }
        return new SheetData(
                language,
                Tenants.current().name(),
                document.formName(),
                document.title(),
                document.number(),
                Korea.day(document.createdAt()),
                document.drafter().departmentName(),
                called(document.drafter()),
                document.retention().label().in(language),
                security(document).in(language),
                document.completedAt() == null ? null : Korea.day(document.completedAt()),
                approvals,
                agreements,
                assistances,
                references,
                receivers,
                FormJson.definition(document.definition()),
                document.values(),
                document.attachments().stream()
                        .map(file -> new SheetData.Attachment(file.name(), file.size()))
                        .toList(),
                document.linked().stream()
                        .map(other -> (other.number() == null ? "" : other.number() + " ") + other.title())
                        .toList(),
                history.stream()
                        .filter(entry -> entry.comment() != null && entry.by() != null && ACTS.containsKey(entry.act()))
                        .map(entry -> new SheetData.Comment(
                                called(entry.by()),
                                ACTS.get(entry.act()).in(language),
                                korean(entry.at()),
                                entry.comment()))
                        .toList(),
                watermark(document.state()).in(language));
    }

    private static Box drafter(DocumentView document, List<HistoryEntry> history, Locale language) {
        Who who = document.drafter();
        String head = who.position() == null ? new Text("기안", "Drafter").in(language) : who.position();
        String stamp = history.stream()
                .filter(entry -> entry.act().equals("submit") && entry.signature() != null)
                .map(entry -> entry.signature().toString())
                .findFirst()
                .orElse(null);
        return new Box(
                head,
                who.name(),
                null,
                document.submittedAt() == null ? Mark.OPEN : Mark.SIGNED,
                stamp,
                korean(document.submittedAt()));
    }

    private static Box box(StepView step) {
        Who shown = step.actedBy() == null ? step.who() : step.actedBy();
        String absent = step.role() == Role.DEPUTY
                ? step.forWho().name()
                : step.onBehalf() ? step.who().name() : null;
        String head = step.who() == null ? step.departmentName() : shown.position();
        return new Box(
                head == null ? "" : head,
                shown == null ? "" : shown.name(),
                absent,
                mark(step),
                step.signature() == null ? null : step.signature().toString(),
                korean(step.actedAt()));
    }

    private static Mark mark(StepView step) {
        return switch (step.state()) {
            case APPROVED -> signed(step);
            case DONE -> Mark.SIGNED;
            case OBJECTED -> Mark.LATER;
            case PASSED -> Mark.SKIPPED;
            case REJECTED -> Mark.REJECTED;
            case AGREED -> Mark.AGREED;
            case DISAGREED -> Mark.DISAGREED;
            default -> step.role() == Role.LATER && step.state() == StepState.ACTIVE ? Mark.LATER : Mark.OPEN;
        };
    }

    private static Mark signed(StepView step) {
        if (step.onBehalf()) {
            return Mark.DEPUTY;
        }
        return switch (step.role()) {
            case FINAL -> Mark.FINAL;
            case DEPUTY -> Mark.DEPUTY;
            case LATER -> Mark.LATER;
            case PRIOR -> Mark.PRIOR;
            default -> Mark.SIGNED;
        };
    }

    private static Text security(DocumentView document) {
        return switch (document.security()) {
            case GENERAL -> new Text("일반", "General");
            case CONFIDENTIAL -> new Text("대외비", "Confidential");
            case SECRET -> new Text("비밀", "Secret");
        };
    }

    private static Text watermark(DocumentState state) {
        return switch (state) {
            case CANCELLED -> new Text("취소", "CANCELLED");
            case REJECTED -> new Text("반려", "REJECTED");
            case WITHDRAWN -> new Text("회수", "WITHDRAWN");
            default -> new Text("", "");
        };
    }

    private static Text circulated(DocumentView document, StepView.Via department) {
        long people = document.line().stream()
                .filter(step -> department.equals(step.via()))
                .count();
        return new Text(department.name() + " (" + people + "명)", department.name() + " (" + people + ")");
    }

    private static String name(StepView step) {
        return step.who() == null ? step.departmentName() : step.who().name();
    }

    private static String called(Who who) {
        return who.position() == null ? who.name() : who.position() + " " + who.name();
    }

    private static LocalDateTime korean(Instant at) {
        return at == null ? null : at.atZone(Korea.SEOUL).toLocalDateTime();
    }
}
