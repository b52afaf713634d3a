package kr.dure.search.internal;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kr.dure.search.internal.text.Query;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** What the caller may find. */
@Path("/")
public final class SearchResource {
    private static final int LONGEST = 200;
    private static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

    private final SearchService service;

    SearchResource(SearchService service) {
        this.service = service;
    }

    /**
     * @param q words, parts of Korean words, beginnings of others, initial consonants of titles; all must be there
     * @param app of this app alone
     * @param kind of this kind alone
     * @param from changed on this day or later (Asia/Seoul)
     * @param to changed on this day or earlier
     */
    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public SearchResults find(
            @QueryParam("q") String q,
            @QueryParam("app") String app,
            @QueryParam("kind") String kind,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        Page.checkLimit(limit);
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(q, "q", LONGEST);
        checks.check(
                from == null || to == null || !to.isBefore(from),
                "to",
                "to는 from보다 앞설 수 없습니다.",
                "to must not be before from.");
        checks.done();
        Query query = Query.of(q);
        if (query.empty()) {
            throw new Invalid(
                    "q",
                    "조사나 문장 부호만으로는 찾을 수 없습니다. 낱말이나 초성을 입력해 주세요.",
                    "Particles and punctuation alone find nothing. Type a word, or initial consonants.");
        }
        return service.find(new SearchRequest(
                query,
                app,
                kind,
                start(from),
                to == null ? null : start(to.plusDays(1)),
                after == null ? null : Cursor.of(after),
                limit));
    }

    private static Instant start(LocalDate day) {
        return day == null ? null : day.atStartOfDay(KOREA).toInstant();
    }
}
