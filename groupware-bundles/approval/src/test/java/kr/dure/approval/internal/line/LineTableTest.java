package kr.dure.approval.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.approval.internal.line.LinePolicy.Disagreement;
import kr.dure.approval.internal.line.LinePolicy.Later;
import kr.dure.approval.internal.line.LinePolicy.Reference;
import kr.dure.approval.internal.line.LinePolicy.Withdrawal;
import kr.dure.web.Problem;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every act on a step of every role, in every state of the step and of the document. */
class LineTableTest {
    /** role | act | states of the document | states of the step; whatever is not here is refused. */
    private static final String TABLE = """
            APPROVAL    | APPROVE     | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            APPROVAL    | REJECT      | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            APPROVAL    | HOLD        | IN_PROGRESS ON_HOLD           | ACTIVE
            APPROVAL    | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            APPROVAL    | ASK         | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            FINAL       | APPROVE     | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            FINAL       | REJECT      | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            FINAL       | HOLD        | IN_PROGRESS ON_HOLD           | ACTIVE
            FINAL       | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            FINAL       | ASK         | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            DEPUTY      | APPROVE     | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            DEPUTY      | REJECT      | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            DEPUTY      | HOLD        | IN_PROGRESS ON_HOLD           | ACTIVE
            DEPUTY      | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            DEPUTY      | ASK         | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            PRIOR       | APPROVE     | IN_PROGRESS ON_HOLD           | WAITING ACTIVE HELD
            PRIOR       | REJECT      | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            PRIOR       | HOLD        | IN_PROGRESS ON_HOLD           | ACTIVE
            PRIOR       | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            PRIOR       | ASK         | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            LATER       | APPROVE     | IN_PROGRESS ON_HOLD COMPLETED | ACTIVE
            LATER       | OBJECT      | COMPLETED                     | ACTIVE
            LATER       | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            AGREEMENT   | AGREE       | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            AGREEMENT   | DISAGREE    | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            AGREEMENT   | HOLD        | IN_PROGRESS ON_HOLD           | ACTIVE
            AGREEMENT   | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            AGREEMENT   | ASK         | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            ASSISTANCE  | AGREE       | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            ASSISTANCE  | AGREE       | COMPLETED                     | ACTIVE
            ASSISTANCE  | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            ASSISTANCE  | ASK         | IN_PROGRESS ON_HOLD           | ACTIVE HELD
            REFERENCE   | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            READING     | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            CIRCULATION | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            RECEIVING   | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            REPORT      | RESUME      | IN_PROGRESS ON_HOLD           | HELD
            REFERENCE   | ACKNOWLEDGE | *                             | ACTIVE
            READING     | ACKNOWLEDGE | *                             | ACTIVE
            CIRCULATION | ACKNOWLEDGE | *                             | ACTIVE
            REPORT      | ACKNOWLEDGE | *                             | ACTIVE
            *           | ACKNOWLEDGE | *                             | CONFIRMING
            RECEIVING   | RECEIVE     | COMPLETED                     | ACTIVE
            RECEIVING   | RETURN      | COMPLETED                     | ACTIVE
            RECEIVING   | ASSIGN      | COMPLETED                     | RECEIVED
            RECEIVING   | FINISH      | COMPLETED                     | RECEIVED
            """;

    private static final LinePolicy POLICY = new LinePolicy(
            Later.SIGN_LATER, 24, true, Disagreement.RETURN, true, Reference.SUBMISSION, Withdrawal.FIRST_ACT);
    private static final UUID DRAFTER = new UUID(0, 1);
    private static final UUID OWNER = new UUID(0, 2);
    private static final UUID DEPUTY = new UUID(0, 3);
    private static final UUID STRANGER = new UUID(0, 4);
    private static final UUID STEP = new UUID(1, 1);

    @TestFactory
    Stream<DynamicTest> theOwnerOfAStepMayDoWhatTheTableSaysAndNothingElse() {
        Set<String> table = expected();
        return Stream.of(Role.values())
                .map(role -> DynamicTest.dynamicTest(role.name(), () -> {
                    Set<String> possible = new TreeSet<>();
                    each(role, (flow, act, cell) -> {
                        Optional<Problem> why = Rules.why(flow, act, STEP, Actor.of(OWNER));
                        if (why.isEmpty()) {
                            possible.add(cell);
                        } else {
                            assertThat(why.get().status()).as(cell).isEqualTo(409);
                        }
                    });
                    assertThat(possible)
                            .isEqualTo(table.stream()
                                    .filter(cell -> cell.startsWith(role + " "))
                                    .collect(Collectors.toCollection(TreeSet::new)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> aStrangerAndTheDrafterMayDoNothingToSomebodysStep() {
        return Stream.of(Role.values())
                .map(role -> DynamicTest.dynamicTest(
                        role.name(),
                        () -> each(role, (flow, act, cell) -> {
                            for (UUID other : List.of(STRANGER, DRAFTER)) {
                                assertThat(Rules.why(flow, act, STEP, Actor.of(other))
                                                .map(Problem::status))
                                        .as(cell)
                                        .hasValue(403);
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> aDeputyMayDoWhatTheOwnerMayWhereTheRoleHasAPlaceInTheOrder() {
        Actor deputy = new Actor(DEPUTY, Set.of(OWNER), Set.of(), Set.of(), false);
        return Stream.of(Role.values())
                .map(role -> DynamicTest.dynamicTest(
                        role.name(),
                        () -> each(
                                role,
                                (flow, act, cell) -> assertThat(Rules.why(flow, act, STEP, deputy)
                                                .isEmpty())
                                        .as(cell)
                                        .isEqualTo(role.ordered()
                                                && Rules.why(flow, act, STEP, Actor.of(OWNER))
                                                        .isEmpty()))));
    }

    private interface Cell {
        void at(Flow flow, Act act, String cell);
    }

    private static void each(Role role, Cell cell) {
        for (DocumentState document : DocumentState.values()) {
            for (StepState state : StepState.values()) {
                Step step = Step.of(STEP, 1, role, OWNER).in(state);
                Flow flow = new Flow(document, DRAFTER, POLICY, List.of(step), true);
                for (Act act : Act.values()) {
                    if (act.onStep() && act != Act.EXCHANGE_APPROVER) {
                        cell.at(flow, act, role + " " + act + " " + document + " " + state);
                    }
                }
            }
        }
    }

    private static Set<String> expected() {
        Set<String> cells = new TreeSet<>();
        for (String row : TABLE.strip().split("\n")) {
            String[] columns = row.split("\\|");
            for (String role : names(columns[0], Role.values())) {
                for (String document : names(columns[2], DocumentState.values())) {
                    for (String state : names(columns[3], StepState.values())) {
                        cells.add(role + " " + columns[1].strip() + " " + document + " " + state);
                    }
                }
            }
        }
        return cells;
    }

    private static List<String> names(String column, Enum<?>[] all) {
        if (!column.strip().equals("*")) {
            return List.of(column.strip().split("\\s+"));
        }
        List<String> names = new ArrayList<>();
        for (Enum<?> value : all) {
            names.add(value.name());
        }
        return names;
    }
}
