package kr.dure.approval.internal.document;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.line.Act;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Role;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

/** Not a test: prints figures for docs/benchmarks/approval.mjs. The organisation is the test's, the database is real. */
class ApprovalBench {
    private static final int DOCUMENTS = 100_000;
    private static final int PEOPLE = 200;
    private static final int ROUNDS = 300;

    private final TestApproval app = new TestApproval();
    private final TestCompany company = app.company;
    private final FormSpec memo = app.memo(false);

    @Test
    void measure() throws Exception {
        seed();
        boxes();
        submits();
        wholeDocuments();
        manyAtOnce();
    }

    /** A company with a history: each approver has some 500 documents done and 20 waiting. */
    private void seed() throws SQLException {
        DocumentView one = app.submitted(memo, TestApproval.step(1, Role.APPROVAL, company.head));
        try (Connection connection = TestApproval.connection();
                var statement = connection.createStatement()) {
            statement.execute("SET dure.tenant = '" + app.tenant.id() + "'");
            statement.execute("INSERT INTO approval.document SELECT (jsonb_populate_record(d, jsonb_build_object('id',"
                    + " lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000', 'state',"
                    + " CASE WHEN n % 25 = 0 THEN 'IN_PROGRESS' ELSE 'COMPLETED' END, 'title', '문서 ' || n))).*"
                    + " FROM approval.document d, generate_series(1, " + DOCUMENTS + ") n WHERE d.id = '" + one.id()
                    + "'");
            statement.execute("INSERT INTO approval.step SELECT (jsonb_populate_record(s, jsonb_build_object('id',"
                    + " lpad(to_hex(n), 8, '0') || '-0001-7000-8000-000000000000', 'document_id',"
                    + " lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000', 'account_id',"
                    + " CASE WHEN n % " + PEOPLE + " = 0 THEN '" + company.head
                    + "' ELSE '00000000-0000-4000-8000-' || lpad(to_hex(n % " + PEOPLE + "), 12, '0') END,"
                    + " 'state', CASE WHEN n % 25 = 0 THEN 'ACTIVE' ELSE 'APPROVED' END,"
                    + " 'box', CASE WHEN n % 25 = 0 THEN 'waiting' ELSE 'done' END))).*"
                    + " FROM approval.step s, generate_series(1, " + DOCUMENTS + ") n WHERE s.document_id = '"
                    + one.id() + "'");
            statement.execute("ANALYZE approval.document");
            statement.execute("ANALYZE approval.step");
        }
    }

    private void boxes() {
        for (String box : List.of("waiting", "done", "in-progress", "department")) {
            long[] nanos = new long[ROUNDS];
            int rows = 0;
            for (int i = -20; i < ROUNDS; i++) {
                long start = System.nanoTime();
                rows = app.as(company.head, () -> app.boxes.list(box, BoxFilter.NONE, null, 50))
                        .items()
                        .size();
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
            print("box " + box + " (" + rows + " rows)", nanos);
        }
        // The rarest words make the database look at every document.
        BoxFilter rare = new BoxFilter(null, "문서 77777", null, null, null);
        long[] nanos = new long[ROUNDS];
        for (int i = -20; i < ROUNDS; i++) {
            long start = System.nanoTime();
            app.as(company.head, () -> app.boxes.list("department", rare, null, 50));
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        print("box department, words that one document has", nanos);
    }

    private void submits() {
        long[] nanos = new long[ROUNDS];
        for (int i = -50; i < ROUNDS; i++) {
            DocumentView draft = app.as(
                    company.kim,
                    () -> app.documents.draft(TestApproval.document(
                            memo,
                            Map.of("reason", "이유"),
                            false,
                            TestApproval.step(1, Role.APPROVAL, company.head),
                            TestApproval.step(2, Role.APPROVAL, company.president))));
            long start = System.nanoTime();
            app.as(company.kim, () -> app.acts.act(draft.id(), ActRequest.of(Act.SUBMIT, draft.version(), null, null)));
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        print("submit", nanos);
    }

    private void wholeDocuments() throws Exception {
        int threads = 4;
        int each = 500;
        parallel(threads, worker -> whole(each));
        long start = System.nanoTime();
        parallel(threads, worker -> whole(each));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("whole documents: %.0f a second%n", threads * each / seconds);
    }

    private void whole(int each) {
        for (int i = 0; i < each; i++) {
            DocumentView document = app.submitted(
                    memo,
                    TestApproval.step(1, Role.APPROVAL, company.head),
                    TestApproval.step(2, Role.APPROVAL, company.president));
            UUID first = document.line().get(0).id();
            UUID second = document.line().get(1).id();
            app.as(
                    company.head,
                    () -> app.acts.act(document.id(), ActRequest.of(Act.APPROVE, document.version(), first, null)));
            app.as(
                    company.president,
                    () -> app.acts.act(
                            document.id(), ActRequest.of(Act.APPROVE, document.version() + 1, second, null)));
        }
    }

    /** 50 threads act on 500 documents, six at once on each; every document must end with every act. */
    private void manyAtOnce() throws Exception {
        List<DocumentView> documents = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            documents.add(app.submitted(
                    memo,
                    TestApproval.step(1, Role.AGREEMENT, company.choi),
                    TestApproval.step(1, Role.AGREEMENT, company.treasurer),
                    TestApproval.step(2, Role.APPROVAL, company.head)));
        }
        AtomicInteger told = new AtomicInteger();
        long start = System.nanoTime();
        parallel(50, worker -> {
            for (int i = 0; i < 60; i++) {
                UUID id = documents.get((i + worker * 10) % documents.size()).id();
                UUID person =
                        List.of(company.choi, company.treasurer, company.head).get(worker % 3);
                Act act = worker % 3 == 2 ? Act.APPROVE : Act.AGREE;
                try {
                    app.act(person, id, act);
                } catch (Problem problem) {
                    told.incrementAndGet();
                }
            }
        });
        for (DocumentView document : documents) {
            for (Map.Entry<UUID, Act> rest : Map.of(company.choi, Act.AGREE, company.treasurer, Act.AGREE)
                    .entrySet()) {
                finish(rest.getKey(), document.id(), rest.getValue());
            }
            finish(company.head, document.id(), Act.APPROVE);
        }
        long completed = documents.stream()
                .filter(document -> app.get(company.kim, document.id()).state() == DocumentState.COMPLETED)
                .count();
        String acts = TestApproval.strings("SELECT count(*) FROM approval.history h JOIN approval.document d"
                        + " ON d.id = h.document_id WHERE h.act IN ('agree', 'approve') AND d.id IN ('"
                        + String.join(
                                "','",
                                documents.stream().map(d -> d.id().toString()).toList()) + "')")
                .get(0);
        System.out.printf(
                "50 at once on 500: %d completed, %s acts, %d told that somebody was quicker or it was not their turn, %.1f s%n",
                completed, acts, told.get(), (System.nanoTime() - start) / 1e9);
    }

    private void finish(UUID person, UUID id, Act act) {
        boolean may = app.get(person, id).allowed().stream()
                .anyMatch(allowed -> allowed.act().equals(act.word()));
        if (may) {
            app.act(person, id, act);
        }
    }

    private interface Work {
        void run(int worker) throws Exception;
    }

    private static void parallel(int threads, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int worker = i;
                futures.add(pool.submit(() -> {
                    work.run(worker);
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.1f ms, p99 %.1f ms%n",
                what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
    }
}
