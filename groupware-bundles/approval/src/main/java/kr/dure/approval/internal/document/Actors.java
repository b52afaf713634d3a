package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.line.Actor;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.StepState;
import kr.dure.approval.internal.setting.SettingService;
import kr.dure.identity.Absences;
import kr.dure.identity.Caller;

/** As what somebody stands before a document: himself, a deputy of people in its line, an officer of its departments. */
final class Actors {
    static final String SCOPE = "approval";

    private final Absences absences;
    private final SettingService settings;

    Actors(Absences absences, SettingService settings) {
        this.absences = absences;
        this.settings = settings;
    }

    /** @param now deputies are those of this half day */
    Actor of(Caller caller, List<StepEntity> steps, People people, Instant now) {
        UUID account = caller.accountId();
        Set<UUID> represents = new HashSet<>();
        Set<UUID> officerOf = new HashSet<>();
        Set<UUID> memberOf = new HashSet<>();
        for (StepEntity step : steps) {
            if (step.accountId() == null && step.departmentId() == null) {
                continue; // Of a draft, in which nobody is named yet.
            }
            if (step.accountId() == null) {
                if (settings.officers(step.departmentId()).contains(account)) {
                    officerOf.add(step.departmentId());
                }
                if (people.memberOf(account, step.departmentId())) {
                    memberOf.add(step.departmentId());
                }
            } else if (!step.accountId().equals(account)
                    && asked(step)
                    && deputy(step.accountId(), now).equals(account)) {
                represents.add(step.accountId());
            }
        }
        return new Actor(account, represents, officerOf, memberOf, caller.may(ApprovalPermissions.MANAGE));
    }

    /** The same, as deputy of everybody in the line who is away: what they have done too is his to know. */
    Actor standingIn(Actor actor, List<StepEntity> steps, Instant now) {
        Set<UUID> represents = new HashSet<>(actor.represents());
        for (StepEntity step : steps) {
            boolean another = step.accountId() != null
                    && step.box() != null
                    && step.role().ordered();
            if (another
                    && !step.accountId().equals(actor.account())
                    && deputy(step.accountId(), now).equals(actor.account())) {
                represents.add(step.accountId());
            }
        }
        return new Actor(actor.account(), represents, actor.officerOf(), actor.memberOf(), actor.manager());
    }

    /** Who acts for somebody now; he himself when he is there or nobody else can. */
    UUID deputy(UUID account, Instant now) {
        return absences.deputyFor(account, now, SCOPE).account();
    }

    private static boolean asked(StepEntity step) {
        if (step.role() == Role.CIRCULATION || step.role() == Role.READING || step.role() == Role.REFERENCE) {
            return false; // Everybody reads for himself.
        }
        return step.state().current()
                || step.state() == StepState.CONFIRMING
                || step.role() == Role.PRIOR && step.state() == StepState.WAITING;
    }
}
