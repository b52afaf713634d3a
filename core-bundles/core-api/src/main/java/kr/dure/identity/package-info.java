/** Who is calling, and what the caller may do. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.identity;
