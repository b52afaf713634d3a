package kr.dure.storage.internal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.product.App;
import kr.dure.product.Entitlements;
import kr.dure.storage.FileAccess;
import kr.dure.storage.FileOwner;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Asks whoever knows a kind of thing who may do what with its files. Where nobody knows it, or while its app is not on for
 * the company, nobody may.
 */
@Component(service = Owners.class)
public final class Owners {
    /** Uploads that nobody has attached yet; they are their sender's. */
    static final String APP = "storage";

    static final String UPLOAD = "upload";

    private final Entitlements entitlements;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<App> apps = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<FileAccess> accesses = List.of();

    @Activate
    public Owners(@Reference Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    Owners(Entitlements entitlements, List<App> apps, List<FileAccess> accesses) {
        this.entitlements = entitlements;
        this.apps = apps;
        this.accesses = accesses;
    }

    static FileOwner upload(UUID account) {
        return new FileOwner(APP, UPLOAD, account);
    }

    private Optional<FileAccess> access(FileOwner owner) {
        return accesses.stream()
                .filter(access ->
                        access.app().equals(owner.app()) && access.kind().equals(owner.kind()))
                .findFirst();
    }

    /** Whether the app is installed and its product on for the company; an operator's company has none to switch on. */
    private boolean on(String app) {
        Tenant tenant = Tenants.current();
        return apps.stream()
                .map(App::description)
                .filter(description -> description.id().equals(app))
                .anyMatch(description -> tenant.operator() || entitlements.enabled(tenant.id(), description.product()));
    }

    boolean mayRead(FileOwner owner, Caller caller) {
        return owner.equals(upload(caller.accountId()))
                || access(owner)
                        .filter(access -> on(owner.app()) && access.mayRead(owner.id(), caller))
                        .isPresent();
    }

    boolean mayWrite(FileOwner owner, Caller caller) {
        return owner.equals(upload(caller.accountId()))
                || access(owner)
                        .filter(access -> on(owner.app()) && access.mayWrite(owner.id(), caller))
                        .isPresent();
    }

    /** @throws kr.dure.web.Problem 404 to those who may not even see its files, 403 to those who may not change them */
    void requireWrite(FileOwner owner, Caller caller) {
        if (!mayWrite(owner, caller)) {
            if (!mayRead(owner, caller)) {
                throw Problems.noFile();
            }
            throw new Forbidden("여기의 파일을 바꿀 권한이 없습니다.", "You may not change the files here.");
        }
    }

    /** @throws kr.dure.web.Problem 413 when the owner takes no file of this size */
    void checkSize(FileOwner owner, long size) {
        access(owner).filter(access -> size > access.maxSize()).ifPresent(access -> {
            throw Problems.tooLarge(access.maxSize());
        });
    }

    /** @throws Invalid naming {@code file} when the owner does not take the type */
    void checkType(FileOwner owner, String type) {
        access(owner)
                .filter(access -> !MediaTypes.taken(access.mediaTypes(), type))
                .ifPresent(access -> {
                    String taken = String.join(
                            ", ", access.mediaTypes().stream().sorted().toList());
                    throw new Invalid(
                            "file",
                            "내용이 " + type + "인 파일은 여기에 올릴 수 없습니다. 올릴 수 있는 형식: " + taken + ".",
                            "The content is " + type + ", which is not taken here. What is taken: " + taken + ".");
                });
    }
}
