/** Messages that open browsers receive at once. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.live;
