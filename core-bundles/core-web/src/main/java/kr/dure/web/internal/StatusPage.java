package kr.dure.web.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import kr.dure.product.Text;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Openings.Opening;
import kr.dure.tenant.TenantState;

/** How far a company's opening is, as HTML (S3). */
final class StatusPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Seoul"));

    private final Locale locale;
    private final String path;
    private final StringBuilder html = new StringBuilder();

    /** @param path of the page itself, safe in HTML */
    private StatusPage(Locale locale, String path) {
        this.locale = locale;
        this.path = path;
    }

    static String of(Opening opening, Locale locale, String path) {
        StatusPage page = new StatusPage(locale, path);
        page.write(opening);
        return page.html.toString();
    }

    static String unknown(Locale locale) {
        return "<header><h1>" + Html.text(locale, "그런 링크가 없습니다", "There is no such link") + "</h1></header><p>"
                + Html.text(
                        locale,
                        "링크가 잘렸거나 틀렸습니다. 가입할 때 받은 메일의 링크를 다시 열어 주세요.",
                        "The link is cut off or wrong. Please open the one in your sign-up mail again.")
                + "</p>";
    }

    private void write(Opening opening) {
        html.append("<header><h1>")
                .append(Html.escape(opening.company()))
                .append("</h1><span class=\"quiet\">")
                .append(say("개통 진행 상태", "How far the opening is"))
                .append("</span>")
                .append(Html.languages(locale, path))
                .append("</header>");
        boolean waits = waits(opening);
        html.append("<p class=\"state ")
                .append(opening.state() == TenantState.OPEN ? "up" : waits ? "waits" : "down")
                .append("\">")
                .append(words(opening.state()).in(locale))
                .append("</p><p>")
                .append(explained(opening.state()).in(locale))
                .append("</p>");
        if (opening.state() != TenantState.AWAITING_DNS && opening.state() != TenantState.CLOSED) {
            html.append("<p><a class=\"button\" href=\"")
                    .append(Html.escape(opening.loginUrl()))
                    .append("\">")
                    .append(say("로그인하러 가기", "Go to the login"))
                    .append("</a></p>");
        }
        if (waits) {
            form(lastLook(opening));
        }
        opening.domains().forEach(this::domain);
    }

    /** Whether looking again may change anything. */
    private static boolean waits(Opening opening) {
        return opening.state() != TenantState.CLOSED
                && opening.domains().stream().anyMatch(domain -> domain.state() != DomainState.OPEN);
    }

    private static Optional<Instant> lastLook(Opening opening) {
        return opening.domains().stream()
                .map(Domain::checkedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    private void form(Optional<Instant> last) {
        html.append("<form method=\"post\" action=\"")
                .append(path)
                .append("?lang=")
                .append(locale.getLanguage())
                .append("\"><button class=\"button\">")
                .append(say("지금 확인", "Check now"))
                .append("</button><span class=\"quiet\">")
                .append(last.map(at -> say("마지막 확인: ", "Last looked up: ") + time(at))
                        .orElseGet(() -> say("아직 확인하지 않았습니다.", "Not looked up yet.")))
                .append("</span></form>");
    }

    private String time(Instant at) {
        return "<time datetime=\"" + at + "\">" + TIME.format(at) + "</time> " + say("(한국 시각)", "(Korea)");
    }

    private void domain(Domain domain) {
        html.append("<section><h2>")
                .append(Html.escape(domain.host()))
                .append(" <span class=\"chip ")
                .append(domain.state() == DomainState.OPEN ? "up" : "waits")
                .append("\">")
                .append(words(domain.state()).in(locale))
                .append("</span></h2>");
        if (domain.records().isEmpty()) {
            html.append("<p class=\"quiet\">")
                    .append(say("등록할 레코드가 없는 주소입니다.", "This address needs no records."))
                    .append("</p></section>");
            return;
        }
        html.append("<p class=\"quiet\">")
                .append(say(
                        "도메인을 관리하는 곳(가비아, 후이즈 등)에 아래 레코드를 그대로 등록해 주세요.",
                        "Please register these records exactly where your domain is kept."))
                .append("</p>");
        table(domain.records());
        html.append("</section>");
    }

    private void table(List<DnsRecord> records) {
        String type = say("종류", "Type");
        String name = say("이름", "Name");
        String value = say("값", "Value");
        String found = say("확인", "Found");
        html.append("<table><thead><tr>");
        List.of(type, name, value, found)
                .forEach(head -> html.append("<th scope=\"col\">").append(head).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (DnsRecord record : records) {
            html.append("<tr>");
            cell(type, "<b>" + Html.escape(record.type()) + "</b>");
            cell(name, copied(record.name()));
            cell(value, copied(record.value()));
            cell(found, finding(record));
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    private void cell(String label, String content) {
        html.append("<td data-label=\"")
                .append(label)
                .append("\">")
                .append(content)
                .append("</td>");
    }

    /** The button shows itself when the script runs. */
    private String copied(String value) {
        String safe = Html.escape(value);
        return "<span class=\"copied\"><code>" + safe
                + "</code><button type=\"button\" class=\"copy\" hidden data-copy=\""
                + safe + "\" data-done=\"" + say("복사됨", "Copied") + "\" aria-label=\""
                + say(safe + " 복사", "Copy " + safe) + "\">" + say("복사", "Copy") + "</button></span>";
    }

    private String finding(DnsRecord record) {
        String mark = switch (record.state()) {
            case FOUND -> "<span class=\"state up\">✓ " + say("확인됨", "Found") + "</span>";
            case MISSING -> "<span class=\"state down\">✗ " + say("없음", "Missing") + "</span>";
            case OTHER -> "<span class=\"state down\">✗ " + say("다른 값", "Another value") + "</span>";
            case UNANSWERED -> "<span class=\"state waits\">? " + say("답 없음", "No answer") + "</span>";
            case UNCHECKED -> "<span class=\"state waits\">… " + say("확인 전", "Not looked up") + "</span>";
        };
        boolean says = record.remark() != null && record.state() != DnsRecord.State.FOUND;
        return "<span>" + mark
                + (says
                        ? "<br><span class=\"quiet\">"
                                + Html.escape(record.remark().in(locale)) + "</span>"
                        : "")
                + "</span>";
    }

    private static Text words(TenantState state) {
        return switch (state) {
            case AWAITING_DNS -> new Text("● DNS 등록을 기다리고 있습니다", "● Waiting for the DNS records");
            case OPEN -> new Text("● 열렸습니다", "● Open");
            case READ_ONLY -> new Text("● 읽기 전용입니다", "● Read-only");
            case SUSPENDED -> new Text("● 이용이 정지되었습니다", "● Suspended");
            case CLOSED -> new Text("● 해지되었습니다", "● Closed");
        };
    }

    private static Text explained(TenantState state) {
        return switch (state) {
            case AWAITING_DNS ->
                new Text(
                        "아래 레코드가 확인되면 저절로 열리고, 시작하는 방법을 메일로 알려 드립니다. 보통 2~3일 걸립니다.",
                        "It opens by itself when the records below are found, and a mail says how to start. That usually takes"
                                + " two or three days.");
            case OPEN ->
                new Text("가입할 때 정한 관리자 아이디로 로그인해 주세요.", "Please log in as the administrator you chose at sign-up.");
            case READ_ONLY ->
                new Text("보고 내보낼 수는 있지만 바꿀 수는 없습니다.", "Everything can be read and exported, nothing changed.");
            case SUSPENDED -> new Text("관리자는 로그인해서 청구서를 볼 수 있습니다.", "Administrators can log in and see the invoices.");
            case CLOSED -> new Text("고객센터에 문의해 주세요.", "Please ask the service centre.");
        };
    }

    private static Text words(DomainState state) {
        return switch (state) {
            case REQUESTED -> new Text("소유 확인 전", "Ownership not proven");
            case AWAITING_DNS -> new Text("주소 확인 중", "Waiting for its address");
            case OPEN -> new Text("사용 중", "In use");
        };
    }

    private String say(String ko, String en) {
        return Html.text(locale, ko, en);
    }
}
