package kr.dure.storage.internal.export;

import java.util.List;

/**
 * What to export.
 *
 * @param apps ids of installed apps; null or empty: all of them
 * @param reason why, 1 to 500 characters; taking personal data along in bulk needs one (개인정보 안전성 확보조치 기준 제8조),
 *     and the audit log keeps it
 */
public record NewExport(List<String> apps, String reason) {}
