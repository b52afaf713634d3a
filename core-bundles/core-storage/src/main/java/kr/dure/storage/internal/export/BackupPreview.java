package kr.dure.storage.internal.export;

import java.util.List;

/**
 * What a backup would hold and cost now.
 *
 * @param apps ids of the apps that are in it
 * @param free whether it is the calendar year's free one
 * @param won before VAT, 0 when free
 */
public record BackupPreview(List<String> apps, boolean free, long won) {}
