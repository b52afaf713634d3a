package kr.dure.approval.internal.line;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One act as somebody asks for it.
 *
 * @param step which step it is done to; null where the act is not on a step
 * @param back for a rejection: one step back (전단계 반려) instead of to the drafter
 * @param comment or null
 * @param account whom an exchange, an assignment or a question is about, or null
 * @param accounts the line inside a department, in its order
 * @param insert the step to add, or null
 */
public record Move(
        Act act,
        Actor actor,
        UUID step,
        boolean back,
        String comment,
        UUID account,
        List<UUID> accounts,
        Step insert,
        Instant at) {
    public Move {
        accounts = accounts == null ? List.of() : List.copyOf(accounts);
    }

    /** An act that says nothing but what it is. */
    public static Move of(Act act, Actor actor, UUID step, Instant at) {
        return new Move(act, actor, step, false, null, null, List.of(), null, at);
    }

    public Move saying(String text) {
        return new Move(act, actor, step, back, text, account, accounts, insert, at);
    }

    public Move goingBack() {
        return new Move(act, actor, step, true, comment, account, accounts, insert, at);
    }

    public Move about(UUID person) {
        return new Move(act, actor, step, back, comment, person, accounts, insert, at);
    }

    public Move through(List<UUID> people) {
        return new Move(act, actor, step, back, comment, account, people, insert, at);
    }

    public Move inserting(Step added) {
        return new Move(act, actor, step, back, comment, account, accounts, added, at);
    }
}
