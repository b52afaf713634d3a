package kr.dure.search.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.Department;
import kr.dure.identity.Organisation;
import kr.dure.identity.Post;
import kr.dure.search.Readers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What is compared to tell who finds a document: the document bears the keys of its readers, a caller has those of what he
 * is now. One in common is enough.
 */
@Component(service = ReaderKeys.class)
public final class ReaderKeys {
    private static final String EVERYONE = "e";
    private static final String ACCOUNT = "a";
    private static final String DEPARTMENT = "d";
    private static final String TREE = "t";
    private static final String PERMISSION = "p";

    /** On whatever a permission opens; administrators have it. */
    private static final String ANY_PERMISSION = "p*";

    private final Organisation organisation;

    @Activate
    public ReaderKeys(@Reference Organisation organisation) {
        this.organisation = organisation;
    }

    /** The keys of a document. */
    static Set<String> of(Readers readers) {
        Set<String> keys = new LinkedHashSet<>();
        if (readers.everyone()) {
            keys.add(EVERYONE);
        }
        add(keys, ACCOUNT, readers.accounts());
        add(keys, DEPARTMENT, readers.departments());
        add(keys, TREE, readers.departmentTrees());
        for (String permission : readers.permissions()) {
            keys.add(PERMISSION + permission);
            keys.add(ANY_PERMISSION);
        }
        return keys;
    }

    /** The keys of a caller, of today. */
    Set<String> of(Caller caller) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(EVERYONE);
        keys.add(ACCOUNT + caller.accountId());
        LocalDate today = organisation.today();
        for (Post post : organisation.posts(caller.accountId(), today)) {
            keys.add(DEPARTMENT + post.departmentId());
            for (Department above : organisation.path(post.departmentId(), today)) {
                keys.add(TREE + above.id());
            }
        }
        caller.permissions().forEach(permission -> keys.add(PERMISSION + permission));
        if (caller.administrator()) {
            keys.add(ANY_PERMISSION);
        }
        return keys;
    }

    private static void add(Set<String> keys, String sort, Set<UUID> ids) {
        List<String> sorted = new ArrayList<>();
        ids.forEach(id -> sorted.add(sort + id));
        sorted.sort(null);
        keys.addAll(sorted);
    }
}
