/** One search over what apps hand in. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.search;
