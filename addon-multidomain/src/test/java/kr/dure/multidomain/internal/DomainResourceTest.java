package kr.dure.multidomain.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.POST;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.AppDescription.Price;
import kr.dure.web.Idempotent;
import kr.dure.web.RequiresPermission;
import org.junit.jupiter.api.Test;

class DomainResourceTest {
    private static List<Method> methods() {
        return Stream.of(DomainResource.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .toList();
    }

    @Test
    void everyMethodNeedsTheRightThatTheAppBrings() {
        AppDescription app = new MultidomainApp().description();
        assertThat(app.permissions()).extracting(Permission::name).containsExactly("multidomain.manage");
        assertThat(methods())
                .hasSize(7)
                .allSatisfy(method -> assertThat(
                                method.getAnnotation(RequiresPermission.class).value())
                        .isEqualTo("multidomain.manage"));
    }

    @Test
    void whatIsChargedIsOrderedOncePerKey() {
        assertThat(methods().stream()
                        .filter(method -> method.isAnnotationPresent(POST.class))
                        .filter(method -> method.isAnnotationPresent(Idempotent.class)))
                .extracting(Method::getName)
                .containsExactly("request");
    }

    @Test
    void aDomainCosts5000WonAMonth() {
        AppDescription app = new MultidomainApp().description();
        assertThat(app.defaultPrice()).isEqualTo(new Price(Basis.ITEM, 5_000));
        assertThat(app.product()).isEqualTo("multidomain");
    }
}
