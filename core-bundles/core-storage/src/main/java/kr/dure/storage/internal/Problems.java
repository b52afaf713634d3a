package kr.dure.storage.internal;

import kr.dure.product.Text;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;

/** What is refused in several places, each in one wording. */
final class Problems {
    private Problems() {}

    static NotFound noFile() {
        return new NotFound("그런 파일이 없습니다.", "There is no such file.");
    }

    static NotFound noUpload() {
        return new NotFound("그런 업로드가 없습니다. 기한이 지났을 수 있습니다.", "There is no such upload; it may have expired.");
    }

    /** B11. */
    static Problem quotaExceeded(long left) {
        return new Problem(
                        507,
                        "quota-exceeded",
                        new Text("저장 공간이 부족합니다", "No room left"),
                        new Text(
                                "회사의 저장 공간이 부족합니다. 남은 공간은 " + size(left) + "입니다. 필요 없는 파일을 지우거나 관리자에게 문의해 주세요.",
                                "Your company has " + size(left)
                                        + " of room left. Delete files that are not needed, or ask your administrator."))
                .with("left", left);
    }

    static Problem tooLarge(long max) {
        return new Problem(
                413,
                "too-large",
                new Text("파일이 너무 큽니다", "File too large"),
                new Text("여기에는 " + size(max) + "까지 올릴 수 있습니다.", "A file may have " + size(max) + " at most here."));
    }

    static Unavailable away() {
        return new Unavailable(
                "파일 저장소를 지금 쓸 수 없습니다. 잠시 후 다시 시도해 주세요.",
                "The file storage cannot be used now. Please try again shortly.");
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return Math.max(0, bytes) + " B";
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(java.util.Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
