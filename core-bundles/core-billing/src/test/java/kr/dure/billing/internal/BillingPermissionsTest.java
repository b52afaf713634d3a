package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.billing.internal.request.OperatorRequestResource;
import kr.dure.billing.internal.request.ServiceRequestResource;
import kr.dure.billing.internal.request.ServiceRequests;
import kr.dure.identity.Caller;
import kr.dure.product.AppDescription.Permission;
import kr.dure.web.Idempotent;
import kr.dure.web.RequiresPermission;
import org.junit.jupiter.api.Test;

class BillingPermissionsTest {
    private static final Set<String> WITHOUT_NAME =
            Set.of(RequiresPermission.NONE, RequiresPermission.LOGIN, RequiresPermission.OPERATOR);

    private final Set<String> named = new BillingPermissions()
            .permissions().stream().map(Permission::name).collect(Collectors.toSet());

    private static Stream<Method> methods() {
        return Stream.of(
                        BillingResource.class,
                        ProductResource.class,
                        EstimateResource.class,
                        ClosingResource.class,
                        ServiceRequestResource.class,
                        OperatorRequestResource.class)
                .flatMap(resource -> Stream.of(resource.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    @Test
    void everyMethodNeedsARightThatCanBeGiven() {
        assertThat(methods()).allSatisfy(method -> {
            String permission = method.getAnnotation(RequiresPermission.class).value();
            assertThat(WITHOUT_NAME.contains(permission) || named.contains(permission))
                    .as(permission)
                    .isTrue();
        });
    }

    @Test
    void changingTheServicesNeedsMoreThanSeeingTheMoney() throws NoSuchMethodException {
        assertThat(Stream.of(ServiceRequestResource.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(method -> method.getName() + " "
                                + method.getAnnotation(RequiresPermission.class).value()))
                .containsExactlyInAnyOrder(
                        "list billing.read", "get billing.read", "create billing.manage", "withdraw billing.manage");
        assertThat(Stream.of(OperatorRequestResource.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(method ->
                                method.getAnnotation(RequiresPermission.class).value()))
                .containsOnly(RequiresPermission.OPERATOR);
        assertThat(ServiceRequestResource.class.getMethod("create", ServiceRequests.NewRequest.class))
                .matches(method -> method.getAnnotation(Idempotent.class).status() == 201);
    }

    @Test
    void anAdministratorHoldsThemAnywayAndNobodyElseUnlessGiven() {
        Caller administrator = new Caller(null, "admin", "Admin", true, false, Set.of());
        Caller bookkeeper = new Caller(null, "lee", "Lee", false, false, Set.of(BillingPermissions.READ));
        assertThat(named).allMatch(administrator::may).hasSize(3);
        assertThat(named.stream().filter(bookkeeper::may)).containsExactly("billing.read");
        assertThat(new BillingPermissions().permissions()).noneMatch(Permission::everyone);
    }
}
