package kr.dure.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Name and version of an event, on the publisher's record and on each consumer's own: {@code
 * attendance.clock-recorded/1}. A version only ever gains components; what a consumer does not know it ignores.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    /** {@code app.what-happened/version}. */
    String value();
}
