package kr.dure.addons.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kr.dure.product.Text;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;

/** Looks at a jar and at what is installed, and says what would happen. Changes nothing. */
final class Inspector {
    /** Services that are for the kernel's own bundles: with them an add-on would reach past its own data. */
    private static final Set<String> KERNEL_SERVICES = Set.of(
            "kr.dure.persistence.Schemas",
            "kr.dure.persistence.TenantTables",
            "kr.dure.web.AppPause",
            "kr.dure.web.AppTraffic",
            "kr.dure.web.IdempotencyStore",
            "kr.dure.identity.Authenticator",
            "kr.dure.product.Consents",
            "javax.sql.DataSource");

    private static final Set<String> EVERYBODYS = Set.of("", "login", "administrator", "operator.any");

    private final AddonFramework framework;
    private final Policy policy;
    private final Clock clock;

    Inspector(AddonFramework framework, Policy policy, Clock clock) {
        this.framework = framework;
        this.policy = policy;
        this.clock = clock;
    }

    Signature signature(AddonJar jar) {
        return Signature.of(jar.bytes(), policy.trusted(), clock.instant());
    }

    /** Whether it may have the grants that only a trusted signer gets. */
    private boolean trusted(AddonJar jar, Signature signature) {
        return signature.state() == Signature.State.TRUSTED || policy.ships(jar.sha256());
    }

    /** Who stands for the jar, for the ledger; null: nobody. */
    String signer(AddonJar jar) {
        Signature signature = signature(jar);
        return signature.state() == Signature.State.TRUSTED
                ? signature.signer()
                : policy.ships(jar.sha256()) ? "this distribution" : null;
    }

    Inspection.Action action(AddonJar jar, Optional<AddonLedger.Row> before) {
        if (before.isEmpty()) {
            return Inspection.Action.INSTALL;
        }
        boolean same = before.get().sha256().equals(jar.sha256())
                && framework.find(jar.id()).filter(framework::isReady).isPresent();
        return same ? Inspection.Action.NONE : Inspection.Action.UPGRADE;
    }

    Inspection inspect(AddonJar jar, Optional<AddonLedger.Row> before, int tenants, Locale locale) {
        Inspection.Action action = action(jar, before);
        Signature signature = signature(jar);
        List<Obstacle> obstacles = obstacles(jar, before);
        Declaration declared = jar.declaration();
        return new Inspection(
                jar.id(),
                jar.symbolicName(),
                jar.version(),
                jar.sha256(),
                action,
                action == Inspection.Action.NONE ? List.of() : List.of(jar.symbolicName() + " " + jar.version()),
                before.map(row -> row.symbolicName() + " " + row.version() + ", "
                                + framework
                                        .find(row.id())
                                        .map(AddonFramework::services)
                                        .orElse(0)
                                + " services")
                        .orElse(null),
                dependents(jar.id()),
                jar.migrations(),
                framework.missing(jar).stream()
                        .map(need -> new Inspection.Missing(
                                Needs.id(need), Needs.text(need).in(locale)))
                        .toList(),
                obstacles.isEmpty(),
                obstacles.stream().map(one -> one.text().in(locale)).toList(),
                obstacles.stream().map(one -> one.in(locale)).toList(),
                new Inspection.SignatureView(
                        signature.state() != Signature.State.TRUSTED && policy.ships(jar.sha256())
                                ? "SHIPPED"
                                : signature.state().name(),
                        signature.signer()),
                new Inspection.Declares(
                        List.copyOf(declared.permissions()),
                        List.copyOf(declared.meters()),
                        List.copyOf(declared.published()),
                        List.copyOf(declared.received()),
                        List.copyOf(declared.hosts()),
                        List.copyOf(declared.tables()),
                        List.copyOf(declared.paths())),
                grants(jar, locale),
                newRights(jar, before),
                List.copyOf(jar.services()),
                tenants,
                before.isEmpty() ? null : undoable(jar));
    }

    private static List<Inspection.GrantView> grants(AddonJar jar, Locale locale) {
        return Arrays.stream(Grant.values())
                .filter(grant -> jar.declaration().grants().containsKey(grant.key())
                        || !jar.code().uses(grant).isEmpty())
                .map(grant -> new Inspection.GrantView(
                        grant.key(),
                        grant.text().in(locale),
                        jar.declaration().grants().containsKey(grant.key()),
                        jar.declaration().grants().get(grant.key()),
                        jar.code().uses(grant).stream().map(Object::toString).toList()))
                .toList();
    }

    private static List<String> newRights(AddonJar jar, Optional<AddonLedger.Row> before) {
        Set<String> more = new TreeSet<>(jar.declaration().rights());
        before.map(AddonLedger.Row::rights).ifPresent(more::removeAll);
        return before.isEmpty() ? List.of() : List.copyOf(more);
    }

    /** Whether no script takes away what an older version may need. */
    private static boolean undoable(AddonJar jar) {
        return jar.scripts().stream()
                .noneMatch(script -> Sql.destructive(script.sql()).isPresent());
    }

    List<String> dependents(String id) {
        return framework.find(id).map(framework::dependents).orElse(List.of());
    }

    /** Everything that forbids the installation, what to say first in front. */
    List<Obstacle> obstacles(AddonJar jar, Optional<AddonLedger.Row> before) {
        List<Obstacle> obstacles = new ArrayList<>();
        framework
                .platformBundle(jar)
                .ifPresent(bundle -> obstacles.add(Obstacle.of(
                        "platform-bundle",
                        "애드온의 이름은 플랫폼의 것과 달라야 합니다.",
                        "An add-on needs a name that the platform does not use.",
                        bundle.getSymbolicName() + "은(는) 플랫폼의 일부여서 애드온으로 바꿀 수 없습니다.",
                        bundle.getSymbolicName() + " is a part of the platform; no add-on can take its place.",
                        "다른 이름의 애드온을 올려 주세요.",
                        "Upload an add-on with another name.")));
        before.filter(row -> !row.symbolicName().equals(jar.symbolicName()))
                .ifPresent(row -> obstacles.add(Obstacle.of(
                        "id-taken",
                        "'" + row.id() + "' 자리에는 애드온이 하나만 있을 수 있습니다.",
                        "There can be one add-on with the id '" + row.id() + "'.",
                        row.symbolicName() + "이(가) 쓰고 있습니다.",
                        "The id '" + row.id() + "' is taken by " + row.symbolicName() + ".",
                        "먼저 그것을 삭제해 주세요.",
                        "Remove that one first.")));
        obstacles.addAll(jar.faults());
        signed(jar).ifPresent(obstacles::add);
        List<String> twice = framework.exportedTwice(jar);
        if (!twice.isEmpty()) {
            obstacles.add(Obstacle.of(
                    "package-taken",
                    "애드온은 남의 패키지를 내보내지 않습니다.",
                    "An add-on must not export what is not its own.",
                    "이미 설치된 패키지를 내보냅니다: " + String.join(", ", twice),
                    "It exports packages that something installed exports already: " + String.join(", ", twice),
                    "Export-Package에서 빼고 다시 만들어 주세요.",
                    "Take them out of Export-Package and build it again."));
        }
        framework.missing(jar).stream()
                .map(need -> Needs.obstacle(
                        need,
                        need.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                                ? framework.versions(Needs.name(need), jar)
                                : List.of()))
                .forEach(obstacles::add);
        paths(jar).ifPresent(obstacles::add);
        services(jar).ifPresent(obstacles::add);
        obstacles.addAll(tables(jar));
        obstacles.addAll(code(jar));
        inUse(jar.id()).ifPresent(obstacles::add);
        return obstacles;
    }

    private Optional<Obstacle> signed(AddonJar jar) {
        Signature signature = signature(jar);
        if (signature.state() == Signature.State.BROKEN) {
            return Optional.of(Obstacle.of(
                    "signature-broken",
                    "서명된 jar는 서명한 그대로여야 합니다.",
                    "A signed jar must be just as it was signed.",
                    "서명과 내용이 다릅니다(" + signature.detail() + ").",
                    "The signature does not fit its contents (" + signature.detail() + ").",
                    "설치하지 말고 만든 곳에서 다시 받아 주세요.",
                    "Do not install it; get it again from who made it."));
        }
        if (signature.state() == Signature.State.TRUSTED || policy.unsignedAllowed() || policy.ships(jar.sha256())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (signature.state()) {
                    case EXPIRED ->
                        Obstacle.of(
                                "signature-expired",
                                "서명한 인증서는 지금 유효해야 합니다.",
                                "The certificate of the signature must be valid now.",
                                signature.signer() + "의 인증서가 유효하지 않습니다(" + signature.detail() + ").",
                                "That of " + signature.signer() + " is not (" + signature.detail() + ").",
                                "새 인증서로 다시 서명한 jar를 받아 주세요.",
                                "Get a jar that is signed with a current certificate.");
                    case UNKNOWN ->
                        Obstacle.of(
                                "signature-untrusted",
                                "이 설치가 믿는 곳의 서명이 있어야 합니다.",
                                "It must be signed by somebody this installation trusts.",
                                signature.signer() + "은(는) 믿는 곳이 아닙니다(" + signature.detail() + ").",
                                signature.signer() + " is not (" + signature.detail() + ").",
                                "믿을 수 있다면 그 인증서를 데이터 폴더의 trust/addons에 넣어 주세요.",
                                "If you trust them, put their certificate into trust/addons of the data folder.");
                    default ->
                        Obstacle.of(
                                "unsigned",
                                "이 설치가 믿는 곳의 서명이 있어야 합니다.",
                                "It must be signed by somebody this installation trusts.",
                                "서명이 없습니다.",
                                "It is not signed.",
                                "jarsigner로 서명한 jar를 받아 주세요.",
                                "Get a jar that is signed with jarsigner.");
                });
    }

    private Optional<Obstacle> paths(AddonJar jar) {
        Map<String, String> taken = framework.paths(bundle -> !isOwn(bundle, jar));
        List<String> clashing = jar.declaration().paths().stream()
                .filter(taken::containsKey)
                .map(path -> path + " (" + taken.get(path) + ")")
                .toList();
        if (clashing.isEmpty()) {
            return Optional.empty();
        }
        String which = String.join(", ", clashing);
        return Optional.of(Obstacle.of(
                "path-taken",
                "애드온의 API는 /api/" + jar.id() + " 아래에 있습니다.",
                "An add-on's API lies below /api/" + jar.id() + ".",
                "이미 쓰는 주소입니다: " + which,
                "The address is taken: " + which,
                "osgi.jakartars.application.base를 바꾸어 다시 만들어 주세요.",
                "Change osgi.jakartars.application.base and build it again."));
    }

    private static boolean isOwn(Bundle bundle, AddonJar jar) {
        return AddonFramework.isAddon(bundle) && jar.symbolicName().equals(bundle.getSymbolicName());
    }

    private static Optional<Obstacle> services(AddonJar jar) {
        List<String> kernels =
                jar.services().stream().filter(KERNEL_SERVICES::contains).toList();
        return kernels.isEmpty()
                ? Optional.empty()
                : Optional.of(Obstacle.of(
                        "kernel-service",
                        "커널 전용 서비스는 애드온이 쓸 수 없습니다.",
                        "Services of the kernel's own are not for add-ons.",
                        "이것을 요구합니다: " + String.join(", ", kernels),
                        "It asks for " + String.join(", ", kernels),
                        "Tx 등 애드온용 서비스로 바꾸어 다시 만들어 주세요.",
                        "Use what is for add-ons, such as Tx, and build it again."));
    }

    private static List<Obstacle> tables(AddonJar jar) {
        List<Obstacle> obstacles = new ArrayList<>();
        for (var script : jar.scripts()) {
            List<String> foreign = Sql.foreignSchemas(script.sql(), jar.id().replace("-", ""));
            if (!foreign.isEmpty()) {
                obstacles.add(Obstacle.of(
                        "foreign-table",
                        "애드온의 테이블은 자기 스키마에 있어야 합니다.",
                        "An add-on's tables lie in its own schema.",
                        script.name() + "이(가) 다른 스키마를 씁니다: " + String.join(", ", foreign),
                        script.name() + " names another schema: " + String.join(", ", foreign),
                        "스키마 이름을 빼고 다시 만들어 주세요.",
                        "Leave the schema out and build it again."));
            }
            Sql.forbidden(script.sql())
                    .ifPresent(statement -> obstacles.add(Obstacle.of(
                            "forbidden-sql",
                            "스크립트는 자기 테이블만 만들고 고칩니다.",
                            "A script makes and changes its own tables and nothing else.",
                            script.name() + "에 허용되지 않는 문장이 있습니다: " + statement,
                            script.name() + " has a statement that is not allowed: " + statement,
                            "그 문장을 빼고 다시 만들어 주세요.",
                            "Take that statement out and build it again.")));
        }
        for (String name : jar.migrations()) {
            if (!name.matches("V\\d+(_\\d+)*__\\w+\\.sql")) {
                obstacles.add(Obstacle.of(
                        "bad-migration-name",
                        "db의 스크립트 이름은 V001__thing.sql 같아야 합니다.",
                        "A script in db is named like V001__thing.sql.",
                        "다른 이름입니다: " + name,
                        "This one is not: " + name,
                        "이름을 바꾸어 다시 만들어 주세요.",
                        "Rename it and build it again."));
            }
        }
        if (jar.hasUnit() && !jar.unitNamed()) {
            obstacles.add(Obstacle.of(
                    "bad-unit",
                    "META-INF/persistence.xml의 이름은 번들의 이름과 같아야 합니다.",
                    "META-INF/persistence.xml must name one unit like the bundle.",
                    "'" + jar.symbolicName() + "'이(가) 없습니다.",
                    "It has no unit '" + jar.symbolicName() + "'.",
                    "이름을 맞추어 다시 만들어 주세요.",
                    "Name it so and build it again."));
        }
        return obstacles;
    }

    private List<Obstacle> code(AddonJar jar) {
        List<Obstacle> obstacles = new ArrayList<>();
        ByteCode code = jar.code();
        if (!code.unreadable().isEmpty()) {
            obstacles.add(Obstacle.of(
                    "bad-class",
                    "jar 안의 클래스는 읽을 수 있어야 합니다.",
                    "The classes in the jar must be readable.",
                    "읽을 수 없습니다: " + String.join(", ", code.unreadable()),
                    "These are not: " + String.join(", ", code.unreadable()),
                    "다시 만들어 주세요.",
                    "Build it again."));
        }
        int java = Runtime.version().feature();
        if (code.java() > java) {
            obstacles.add(Obstacle.of(
                    "java-version",
                    "클래스는 이 서버의 Java에서 돌아가야 합니다.",
                    "Its classes must run on the Java of this server.",
                    "Java " + code.java() + "용입니다. 이 서버는 Java " + java + "입니다.",
                    "They are made for Java " + code.java() + "; this server runs Java " + java + ".",
                    "Java 17용으로 다시 만들어 주세요.",
                    "Build it for Java 17."));
        }
        Set<String> undeclared = new TreeSet<>(code.asked());
        undeclared.removeAll(jar.declaration().permissions());
        undeclared.removeAll(EVERYBODYS);
        if (!undeclared.isEmpty()) {
            obstacles.add(Obstacle.of(
                    "undeclared-permission",
                    "API가 요구하는 권한은 앱이 선언해야 합니다.",
                    "The app declares every permission that its API asks for.",
                    "선언하지 않은 권한: " + String.join(", ", undeclared),
                    "It does not declare " + String.join(", ", undeclared),
                    "AppDescription의 permissions에 넣어 다시 만들어 주세요.",
                    "Put it into the permissions of its AppDescription and build it again."));
        }
        Signature signature = signature(jar);
        Map<String, String> declared = jar.declaration().grants();
        for (String unknown : declared.keySet()) {
            if (Grant.find(unknown).isEmpty()) {
                obstacles.add(Obstacle.of(
                        "unknown-grant",
                        "Dure-Grants에는 아는 것만 쓸 수 있습니다: " + known(),
                        "Dure-Grants knows " + known() + ".",
                        "모르는 것: " + unknown,
                        "It does not know " + unknown + ".",
                        "고쳐서 다시 만들어 주세요.",
                        "Correct it and build it again."));
            }
        }
        for (Grant grant : Grant.values()) {
            List<ByteCode.Use> uses = code.uses(grant);
            boolean native_ = grant == Grant.NATIVE && jar.header("Bundle-NativeCode") != null;
            if (uses.isEmpty() && !native_) {
                continue;
            }
            String where = uses.isEmpty()
                    ? "Bundle-NativeCode"
                    : uses.stream().map(Object::toString).collect(Collectors.joining(", "));
            String reason = declared.get(grant.key());
            if (reason == null || reason.isBlank()) {
                obstacles.add(new Obstacle(
                        "forbidden-" + grant.key(),
                        new Text(
                                "선언 없이는 쓸 수 없습니다: " + grant.text().ko() + ".",
                                "Without a declared grant there may be no "
                                        + grant.text().en() + "."),
                        new Text("이것을 씁니다: " + where + ".", "It has " + where + "."),
                        new Text(
                                "쓰지 않게 고치거나, 매니페스트에 Dure-Grants: " + grant.key() + ";reason=\"…\"를 넣어 주세요.",
                                "Do without, or declare Dure-Grants: " + grant.key()
                                        + ";reason=\"…\" in the manifest.")));
            } else if (grant.signedOnly() && !trusted(jar, signature)) {
                obstacles.add(new Obstacle(
                        "grant-needs-signature",
                        new Text(
                                "믿는 곳이 서명한 애드온에만 허용됩니다: " + grant.text().ko() + ".",
                                "Only an add-on of a trusted signer is granted "
                                        + grant.text().en() + "."),
                        new Text(
                                "이것을 씁니다: " + where + ". 믿는 서명이 없습니다.",
                                "It has " + where + ", and no trusted signature."),
                        new Text("서명된 jar를 받아 주세요.", "Get a signed jar.")));
            }
        }
        return obstacles;
    }

    private static String known() {
        return Arrays.stream(Grant.values()).map(Grant::key).collect(Collectors.joining(" "));
    }

    Optional<Obstacle> inUse(String id) {
        String others = String.join(", ", dependents(id));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(Obstacle.of(
                        "in-use",
                        "다른 것을 다시 시작하게 해서는 안 됩니다.",
                        "Nothing else may be restarted.",
                        "다른 것이 쓰고 있습니다: " + others + ".",
                        "Others use it and would be restarted: " + others + ".",
                        "먼저 그것을 삭제해 주세요.",
                        "Remove those first."));
    }
}
