package kr.dure.notification.internal.notice;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.NoticeKinds;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The kinds of notices of what is installed. */
@Component(service = Kinds.class)
public final class Kinds {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<NoticeKinds> categories = List.of();

    /** For use without a container. */
    void categories(List<NoticeKinds> present) {
        categories = present;
    }

    /** In the order of their names. */
    List<NoticeKinds> categories() {
        return categories.stream()
                .sorted(Comparator.comparing(NoticeKinds::category))
                .toList();
    }

    Optional<NoticeKind> find(String name) {
        return categories.stream()
                .flatMap(category -> category.kinds().stream())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    /** Of an app that is away: what was sent before goes out as it was meant. */
    NoticeKind findOrAway(String name, boolean urgent) {
        return find(name)
                .orElseGet(() ->
                        new NoticeKind(name, new Text(name, name), EnumSet.allOf(Channel.class), urgent, Digest.NONE));
    }

    /** What lists call the category; its name when its app is away. */
    Text title(String category) {
        return categories.stream()
                .filter(one -> one.category().equals(category))
                .map(NoticeKinds::title)
                .findFirst()
                .orElseGet(() -> new Text(category, category));
    }
}
