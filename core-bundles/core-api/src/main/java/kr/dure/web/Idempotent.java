package kr.dure.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A POST that sends, pays or orders: the header {@code Idempotency-Key} is required, and the same key gives the same
 * answer, executed once, for 24 hours. The answer stored is the result of the request's first {@code Tx.write}, in the
 * same transaction; the method must return it unchanged.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {
    /** The status of the stored answer. */
    int status() default 202;
}
