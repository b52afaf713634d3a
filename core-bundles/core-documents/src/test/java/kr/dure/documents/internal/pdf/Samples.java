package kr.dure.documents.internal.pdf;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Documents like those of the apps. */
final class Samples {
    static final byte[] SEAL = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">
              <circle cx="50" cy="50" r="45" fill="none" stroke="#c81e1e" stroke-width="5"/>
              <path d="M30 32h40M50 32v18M28 52h44M34 66h32M34 66v12h32v-12" fill="none" stroke="#c81e1e" stroke-width="5"/>
            </svg>
            """.getBytes(StandardCharsets.UTF_8);

    private Samples() {}

    static String invoice() {
        StringBuilder rows = new StringBuilder();
        String[][] lines = {
            {"그룹웨어 사용료 (20계정)", "20", "6,000", "120,000"},
            {"추가 계정 (6월 11일부터, 20/30일)", "3", "4,000", "12,000"},
            {"추가 도메인 onnet21.co.kr", "1", "11,111", "11,111"},
            {"문자 발송 (LMS)", "1,171", "30", "35,130"},
            {"약정 할인 (3년)", "1", "-24,000", "-24,000"},
        };
        for (String[] line : lines) {
            rows.append("<tr><td>").append(line[0]).append("</td>");
            for (int i = 1; i < 4; i++) {
                rows.append("<td class=number>").append(line[i]).append("</td>");
            }
            rows.append("</tr>");
        }
        return """
                <h1>청구서</h1>
                <table style="margin-bottom:8mm"><tr>
                <td style="border:0;padding:0;width:50%%"><table class=facts>
                <tr><th>받는 곳</th><td class=strong>주식회사 온누리테크 귀중</td></tr>
                <tr><th>청구 번호</th><td>2026-06-000123</td></tr>
                <tr><th>사용 기간</th><td>2026. 6. 1. ~ 2026. 6. 30.</td></tr>
                <tr><th>납부 기한</th><td>2026. 7. 25.</td></tr></table></td>
                <td style="border:0;padding:0 0 0 8mm;width:50%%"><table class=facts>
                <tr><th>공급자</th><td><span class=sealed>두레 주식회사 (인)<img class=seal src="seal.svg"></span></td></tr>
                <tr><th>등록 번호</th><td>123-45-67890</td></tr>
                <tr><th>대표자</th><td>김두레</td></tr>
                <tr><th>주소</th><td>서울특별시 마포구 월드컵북로 396, 7층</td></tr></table></td>
                </tr></table>
                <table>
                <thead><tr><th>내역</th><th class=number style="width:20mm">수량</th><th class=number style="width:26mm">단가</th><th class=number style="width:32mm">금액</th></tr></thead>
                <tbody>%s</tbody>
                <tfoot><tr><td>공급가액</td><td></td><td></td><td class=number>154,241</td></tr></tfoot>
                </table>
                <table style="width:70mm;margin-left:auto;margin-right:0">
                <tr><td>부가가치세 (10%%)</td><td class=number>15,424</td></tr>
                <tr><td class=strong>합계</td><td class="number total">169,665원</td></tr></table>
                <p class=muted>입금 계좌: 두레은행 110-222-333444 (예금주 두레 주식회사) · 세금계산서는 발행 후 전자우편으로 보내 드립니다.</p>
                """.formatted(rows);
    }

    static String table(int rows) {
        StringBuilder body = new StringBuilder();
        IntStream.rangeClosed(1, rows)
                .forEach(i -> body.append("<tr><td class=number>")
                        .append(i)
                        .append("</td><td>2026-06-")
                        .append("%02d".formatted(1 + i % 30))
                        .append("</td><td>")
                        .append(i % 7 == 0 ? "한 줄에 다 들어가지 않을 만큼 길게 쓴 적요는 칸 안에서 다음 줄로 넘어가야 합니다" : "사무용품 구입 " + i)
                        .append("</td><td class=number>")
                        .append("%,d".formatted(i * 11_111L))
                        .append("</td></tr>"));
        return "<h1>지출 내역</h1><table><thead><tr><th class=number style='width:12mm'>번호</th><th style='width:26mm'>날짜</th>"
                + "<th>적요</th><th class=number style='width:32mm'>금액</th></tr></thead><tbody>" + body
                + "</tbody></table>";
    }

    static String approval() {
        return """
                <table class=approval><tr><th class=side rowspan=3>결<br>재</th><th>기안</th><th>팀장</th><th>본부장</th><th>대표이사</th></tr>
                <tr><td class=seal><img src="seal.svg"></td><td class=seal><img src="seal.svg"></td><td class=seal><img src="seal.svg"></td><td class=seal></td></tr>
                <tr><td>김두레<br><small>06-10</small></td><td>이한결<br><small>06-10</small></td><td>박가온<br><small>06-11</small></td><td>최누리</td></tr></table>
                <h1 class=center style="letter-spacing:0.3em">품 의 서</h1>
                <table class=grid>
                <tr><th style="width:24mm">문서 번호</th><td>경영지원-2026-0417</td><th style="width:24mm">기안일</th><td>2026. 6. 10.</td></tr>
                <tr><th>기안 부서</th><td>경영지원팀</td><th>보존 연한</th><td>5년</td></tr>
                <tr><th>제목</th><td colspan=3 class=strong>사무실 이전에 따른 비품 구입의 건</td></tr></table>
                <p>1. 관련: 경영회의 결과(2026. 5. 28.)</p>
                <p>2. 사무실을 이전함에 따라 아래와 같이 비품을 구입하고자 하오니 재가하여 주시기 바랍니다.</p>
                <h3 class=center>- 아 래 -</h3>
                <table class=grid><tr><th>품목</th><th>규격</th><th>수량</th><th>단가</th><th>금액</th></tr>
                <tr><td>책상</td><td>1600×800</td><td class=number>12</td><td class=number>210,000</td><td class=number>2,520,000</td></tr>
                <tr><td>의자</td><td>메시, 높이 조절</td><td class=number>12</td><td class=number>185,000</td><td class=number>2,220,000</td></tr>
                <tr><td colspan=4 class=center>합계</td><td class="number strong">4,740,000</td></tr></table>
                <p>붙임: 견적서 1부. 끝.</p>
                """;
    }
}
