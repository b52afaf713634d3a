package kr.dure.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a REST method. A method without this annotation answers 403 to everyone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresPermission {
    /** Anybody, logged in or not. */
    String NONE = "";

    /** Any logged-in account. */
    String LOGIN = "login";

    /** Administrators of the tenant. */
    String ADMINISTRATOR = "administrator";

    /** The operator of the installation. */
    String OPERATOR = "operator.any";

    /** The permission's name, or one of the constants above. */
    String value();
}
