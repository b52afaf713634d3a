package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.access.Passwords;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorSetupTest {
    private final TestIdentity identity = new TestIdentity();

    private void start(String sharedDomain, String password, Path data) {
        new OperatorSetup(
                TestIdentity.tx(),
                new KernelIds(),
                Clock.systemUTC(),
                identity.logins.accounts,
                new Passwords(),
                new IdentitySettings(
                        sharedDomain,
                        8181,
                        IdentitySettings.addresses("203.0.113.7"),
                        Optional.ofNullable(password),
                        Optional.empty(),
                        Optional.empty(),
                        data));
    }

    private Tenant operator(String host) {
        return new TenantDirectoryImpl(TestIdentity.tx()).findByHost(host).orElseThrow();
    }

    @Test
    void theOperatorIsMadeOnceWithAGeneratedPasswordAndFollowsItsDomain(@TempDir Path data) throws IOException {
        start("one.test", null, data);
        Path file = data.resolve("operator-password");
        String password = Files.readString(file).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Tenant operator = operator("admin.one.test");
        assertThat(operator.operator()).isTrue();
        assertThat(Tenants.call(operator, () -> identity.login("operator", password)))
                .isTrue();

        start("two.test", "another password", data);
        assertThat(operator("admin.two.test").id()).isEqualTo(operator.id());
        assertThat(TestIdentity.count("platform.tenant WHERE operator")).isEqualTo(1);
        assertThat(Tenants.call(operator, () -> identity.login("operator", password)))
                .as("a later DURE_OPERATOR_PASSWORD changes nothing")
                .isTrue();
    }
}
