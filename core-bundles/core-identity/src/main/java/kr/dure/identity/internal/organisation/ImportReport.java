package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.List;

/**
 * What an import does, or would do. Each department and person counts wherever something of it changes, and as {@code
 * unchanged} where nothing does.
 *
 * @param created departments and people
 * @param moved departments under another one
 * @param renamed departments
 * @param reordered departments in another place among their siblings
 * @param closed departments
 * @param changed people whose details change: name, number, telephone …
 * @param transferred people whose posts change, without those who are new
 * @param left people whose leaving is noted
 * @param positionsAdded 직위 that the file names first
 * @param dutiesAdded 직책 that the file names first
 * @param errors with any of them nothing is written
 */
public record ImportReport(
        boolean dryRun,
        LocalDate effectiveOn,
        int created,
        int moved,
        int renamed,
        int reordered,
        int closed,
        int changed,
        int transferred,
        int left,
        int positionsAdded,
        int dutiesAdded,
        int unchanged,
        List<ImportErrors.Shown> errors) {}
