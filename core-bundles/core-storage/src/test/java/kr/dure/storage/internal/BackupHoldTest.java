package kr.dure.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.storage.StoredFile;
import org.junit.jupiter.api.Test;

class BackupHoldTest {
    private final TestStorage test = new TestStorage();

    @Test
    void nothingIsDeletedWhileABackupRunsAndAllOfItAfterwards() throws SQLException {
        StoredFile file = test.store(TestStorage.content(100_000, 1));
        test.as(() -> {
            test.files.delete(file.id());
            return null;
        });
        test.clock.advance(Duration.ofDays(2));
        try (Connection backup = TestDatabase.shared().owner()) {
            backup.createStatement().execute("SELECT pg_advisory_lock(hashtext('dure.files'), 1)");
            assertThat(test.as(test.garbage::collect)).isZero();
            assertThat(test.objects()).hasSize(1);
            backup.createStatement().execute("SELECT pg_advisory_unlock(hashtext('dure.files'), 1)");
        }
        assertThat(test.as(test.garbage::collect)).isEqualTo(1);
        assertThat(test.objects()).isEmpty();
    }
}
